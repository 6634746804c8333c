//! From texts to a checked behaviour, or to all its faults.

use crate::check::check;
use crate::model::Behaviour;
use underheaven_base::Fault;
use underheaven_base::reading::{FigureRow, Keys, describe, parse_all, read_root};

impl Behaviour {
    /// Reads a behaviour and the overlays laid over it in order, each a label and a text.
    ///
    /// A label is how faults name the file. What comes back beside the behaviour are warnings; in the
    /// error case all faults are there at once, warnings among them.
    pub fn read(name: &str, files: &[(&str, &str)]) -> Result<(Behaviour, Vec<Fault>), Vec<Fault>> {
        let root = parse_all(files)?;
        let (mut behaviour, figures, warnings) = read_root::<Behaviour>(&root, check)?;
        behaviour.name = name.to_owned();
        behaviour.evidence = figures;
        Ok((behaviour, warnings))
    }

    /// All its figures with path, place, unit, range, basis and source.
    pub fn figures(&self) -> &[FigureRow] {
        &self.evidence
    }
}

/// The JSON Schema of behaviour files.
pub fn schema() -> serde_json::Value {
    describe::schema("Underheaven behaviour", &Behaviour::rows())
}
