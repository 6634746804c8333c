//! Rulebooks that are compiled in, so that the installed program works in any folder.

/// A shipped rulebook: its folder's files.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shipped {
    /// The name by which runs call it: that of its folder.
    pub name: &'static str,
    /// All its files, each with a label such as `article/cases/crossing-seen-by-an-officer.toml`.
    pub files: &'static [(&'static str, &'static str)],
}

/// A file of a shipped rulebook.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ShippedFile {
    /// Its name without folder and ending.
    pub name: &'static str,
    /// How faults name it, such as `article/reforms/no-kin.toml`.
    pub label: &'static str,
    /// What it says.
    pub text: &'static str,
}

static SHIPPED: &[Shipped] = include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// All shipped rulebooks in the order of their names.
pub fn shipped() -> &'static [Shipped] {
    SHIPPED
}

impl Shipped {
    /// The rulebook itself.
    pub fn rulebook(&self) -> ShippedFile {
        let own = self.inside("").find(|file| file.name == "rulebook");
        own.expect("only a folder with a rulebook is compiled in")
    }

    /// Its cases: each rule shown on a few people.
    pub fn cases(&self) -> impl Iterator<Item = ShippedFile> + use<> {
        self.inside("cases")
    }

    /// Its reforms: overlays that change it.
    pub fn reforms(&self) -> impl Iterator<Item = ShippedFile> + use<> {
        self.inside("reforms")
    }

    fn inside(&self, folder: &'static str) -> impl Iterator<Item = ShippedFile> + use<> {
        let top = self.name.len() + 1;
        self.files.iter().filter_map(move |(label, text)| {
            let (above, file) = label[top..].rsplit_once('/').unwrap_or(("", &label[top..]));
            let name = file.strip_suffix(".toml")?;
            (above == folder).then_some(ShippedFile { name, label, text })
        })
    }
}
