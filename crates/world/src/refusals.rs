//! What a world refuses to live: shares that would pass one, and words that nothing here answers yet.

use crate::book::{Book, REFERENCE_GALLERY};
use underheaven_base::{Channel, Fault, FaultPlace, Gallery, NeighbourhoodId, Severity};
use underheaven_rulebook::Rulebook;
use underheaven_society::Society;

/// All that is refused of a rulebook over a society, beyond what ceilings refuse.
pub fn of(rulebook: &Rulebook, society: &dyn Society, book: &Book) -> Vec<Fault> {
    let mut faults = vec![];
    let mut refuse = |word: &str, message: String, help: &str| {
        let place = FaultPlace { line: 0, column: 0, ..rulebook.about.place.clone() };
        let (severity, word, help) = (Severity::Error, word.to_owned(), Some(help.to_owned()));
        faults.push(Fault { severity, place, word, message, help });
    };
    if let Some(cameras) = book.cameras.as_ref().filter(|c| c.span.ever()) {
        let size = society.gallery_size(cameras.gallery, NeighbourhoodId(0));
        let share = cameras.mistaken * size / REFERENCE_GALLERY * worst_error(book);
        if cameras.gallery == Gallery::WatchList {
            // How many are listed follows from the run, in the represented country. At the article's rates a list of one in
            // twenty-five would err a hundred times as often as a county, above every ceiling; nothing can be checked before.
            let message = "a watch list grows in the run, so that its false matches cannot be held below what the society proposes";
            let message = message.to_owned();
            refuse("gallery", message, "choose `county`, `province` or `country`");
        }
        if share > 1.0 {
            let gallery = cameras.gallery;
            let message =
                format!("with gallery `{gallery}` the share of acts booked on another would be {share:.1}, above 1");
            let help = "lower `mistaken_share`, or choose a smaller gallery: errors grow with it";
            refuse("mistaken_share", message, help);
        }
    }
    faults
}

/// By how much the group most often mistaken is mistaken more often than the rulebook's own rate.
fn worst_error(book: &Book) -> f64 {
    let errs = book.attention[Channel::Camera.index()].iter().flat_map(|a| &a.errs);
    errs.map(|(_, factor)| factor.max(1.0)).product()
}
