//! The part `keys` of `docs/BEHAVIOUR.md`, made from the declarations that read the files.

use crate::model::Behaviour;
use underheaven_base::reading::{Keys, describe};

/// Tables of all keys, in Markdown.
pub fn keys_markdown() -> String {
    describe::markdown(&Behaviour::rows())
}
