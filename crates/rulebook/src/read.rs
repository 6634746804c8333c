//! From texts to a checked rulebook, or to all its faults.

use crate::check::check;
use crate::model::Rulebook;
use crate::reform::laid;
use underheaven_base::Fault;
use underheaven_base::reading::{FigureRow, Keys, describe, read_root};

impl Rulebook {
    /// Reads a baseline and the overlays laid over it in order, each a label and a text.
    ///
    /// A label is how faults name the file. What comes back beside the rulebook are warnings; in the
    /// error case all faults are there at once, warnings among them.
    pub fn read(name: &str, files: &[(&str, &str)]) -> Result<(Rulebook, Vec<Fault>), Vec<Fault>> {
        let (root, mut missing) = laid(files)?;
        let read = read_root::<Rulebook>(&root, check);
        if !missing.is_empty() {
            // All is told at once; of a part that is not there, that it is not, and no more.
            let others = read.map_or_else(|faults| faults, |(.., warnings)| warnings);
            let elsewhere = others.into_iter().filter(|fault| missing.iter().all(|told| told.place != fault.place));
            let elsewhere: Vec<Fault> = elsewhere.collect();
            missing.extend(elsewhere);
            return Err(missing);
        }
        let (mut rulebook, figures, warnings) = read?;
        rulebook.name = name.to_owned();
        rulebook.evidence = figures;
        rulebook.tree = Some(root);
        Ok((rulebook, warnings))
    }

    /// All its figures with path, place, unit, range, basis and source.
    pub fn figures(&self) -> &[FigureRow] {
        &self.evidence
    }
}

/// The JSON Schema of rulebook files and reforms.
pub fn schema() -> serde_json::Value {
    describe::schema("Underheaven rulebook", &Rulebook::rows())
}
