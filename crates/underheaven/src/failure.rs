//! What can go wrong outside the model: a wrong command, a faulty file, a full disk; and the exit codes.
//!
//! A failure says what, why and what to do. Faults of rulebooks and other files are
//! [`underheaven_base::Fault`]s and are shown in their own file's language.

use crate::faults::Faults;
use std::io;
use std::path::Path;

/// How the program ends, by its exit code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Code {
    /// All is well.
    Done = 0,
    /// A file has faults, a case differs, or a run was refused.
    Faulty = 1,
    /// The command itself is wrong.
    Usage = 2,
    /// Reading or writing failed.
    Io = 3,
    /// Interrupted; what was lived is kept and marked partial.
    Interrupted = 130,
}

/// Why the program stops.
#[derive(Debug)]
pub enum Failure {
    /// The command itself is wrong.
    Usage {
        /// What is wrong and why.
        message: String,
        /// What to do.
        help: String,
    },
    /// Reading or writing failed.
    Io {
        /// What was tried and what came of it.
        message: String,
        /// What to do.
        help: String,
    },
    /// The inputs are sound and yet no run can be made of them.
    Refused {
        /// What is refused and why.
        message: String,
        /// What to do.
        help: String,
    },
    /// Files that cannot be used as they are.
    Faults(Faults),
}

impl Failure {
    /// The command itself is wrong.
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), help: help.into() }
    }

    /// A run is refused.
    pub fn refused(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Refused { message: message.into(), help: help.into() }
    }

    /// A file or folder could not be written.
    pub fn write(path: &Path, error: &impl std::fmt::Display) -> Self {
        let message = format!("cannot write `{}`: {}", path.display(), plain(error));
        let help = "make room or give leave to write there, or choose another place; nothing was left behind";
        Self::Io { message, help: help.to_owned() }
    }

    /// A file or folder could not be read.
    pub fn read(path: &Path, error: &io::Error) -> Self {
        let message = format!("cannot read `{}`: {}", path.display(), plain(error));
        Self::Io { message, help: "check that the file is there and that you may read it".to_owned() }
    }

    /// The exit code.
    pub fn code(&self) -> Code {
        match self {
            Self::Usage { .. } => Code::Usage,
            Self::Io { .. } => Code::Io,
            Self::Refused { .. } | Self::Faults(_) => Code::Faulty,
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Usage { message, help } | Self::Io { message, help } | Self::Refused { message, help } => {
                write!(f, "error: {message}\n  help: {help}")
            }
            Self::Faults(faults) => f.write_str(&faults.render()),
        }
    }
}

/// An error in lower case and without the number that the system gives it.
fn plain(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
