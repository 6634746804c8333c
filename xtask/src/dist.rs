//! `cargo xtask dist`: one program that runs on a bare machine, tried in an empty root, with its checksums.
//!
//! On Linux the C library is linked into it (`crt-static` for the machine's own target, which needs no other target to be
//! installed; the program brings its own allocator). Elsewhere no system lets a program do without its own library, and it is
//! built as usual.

use crate::book::printed;
use crate::shell::{Checked, cargo, output, root, run, target};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What stands beside the program.
const BESIDE: [&str; 5] = ["README.md", "CHANGELOG.md", "CITATION.cff", "LICENSE-APACHE", "LICENSE-MIT"];

/// Shells for which completions are put beside the program, with the names that they look for.
const SHELLS: [(&str, &str); 3] = [("bash", "underheaven.bash"), ("fish", "underheaven.fish"), ("zsh", "_underheaven")];

/// How it is linked on Linux. A program that brings its own C library cannot look up at run time whether that has `getrandom`; the
/// crate of this name would read `/dev/urandom` instead, which an empty root lacks, and is told to call it (Linux 3.17 or newer).
/// Debug information, four fifths of it, is left out.
const FLAGS: &str = "-C target-feature=+crt-static -C strip=debuginfo --cfg getrandom_backend=\"linux_getrandom\"";

/// Builds it, tries it, and packs it.
pub fn make() -> Checked {
    let host = host()?;
    let program = build(&host)?;
    let version = printed(&program, &["--version"])?.trim().replace(' ', "-");
    if cfg!(target_os = "linux") {
        bare(&program)?;
    }
    let place = target().join("dist");
    let name = format!("{version}-{host}");
    pack(&program, &place.join(&name))?;
    let archive = format!("{name}.tar.gz");
    // The same bytes in, the same archive out: no time, no owner, names in order.
    let mut tar = Command::new("tar");
    tar.current_dir(&place).args(["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner"]);
    tar.args(["-czf", &archive, &name]).env("GZIP", "-n");
    run(tar)?;
    let mut sums = Command::new("sha256sum");
    sums.current_dir(&place).args([&archive, &format!("{name}/underheaven")]);
    let sums = output(sums)?;
    write(&place.join("SHA256SUMS"), sums.as_bytes())?;
    println!("{}\n{sums}", place.join(archive).display());
    Ok(())
}

/// The target of the machine at hand.
fn host() -> Result<String, Vec<String>> {
    let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    rustc.arg("-vV");
    let told = output(rustc)?;
    let host = told.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| vec!["`rustc -vV` names no host".to_owned()])
}

fn build(host: &str) -> Result<PathBuf, Vec<String>> {
    // The target is named, so that programs which run while building are not linked so.
    let mut build = cargo(&["build", "--release", "--locked", "--package", "underheaven", "--target", host]);
    if cfg!(target_os = "linux") {
        build.env("RUSTFLAGS", FLAGS);
    }
    run(build)?;
    Ok(target().join(host).join("release").join(format!("underheaven{}", std::env::consts::EXE_SUFFIX)))
}

/// Lives, compares and reports in a root that holds nothing but the program.
fn bare(program: &Path) -> Checked {
    let empty = target().join("empty-root");
    let _ = fs::remove_dir_all(&empty);
    fs::create_dir_all(&empty).map_err(|e| vec![format!("`{}` cannot be made: {e}", empty.display())])?;
    copy(program, &empty.join("underheaven"))?;
    let small = ["--society", "town", "--people", "3000", "--to", "2014-12-31", "--quiet", "--out"];
    let tried: [Vec<&str>; 6] = [
        vec!["--version"],
        vec!["list"],
        [&["run", "article"], &small[..], &["/run"]].concat(),
        [&["compare", "article", "article/appeal-fact"], &small[..], &["/pair"]].concat(),
        vec!["report", "/run", "--figures", "/figures"],
        vec!["explain", "/run", "0-345", "--quiet"],
    ];
    for words in &tried {
        inside(&empty, words)?;
    }
    let made = ["run/report.html", "pair/tables/partings.parquet", "figures"];
    let lost: Vec<String> =
        made.iter().filter(|file| !empty.join(file).exists()).map(|file| format!("`{file}` was not made")).collect();
    let _ = fs::remove_dir_all(&empty);
    if !lost.is_empty() {
        return Err(lost);
    }
    println!("{} commands worked in an empty root", tried.len());
    Ok(())
}

/// Runs the program where it sees no other file; a user who may not change the root does so in a namespace of their own.
fn inside(empty: &Path, words: &[&str]) -> Result<String, Vec<String>> {
    let attempt = |mut command: Command| {
        command.args(words).env_clear();
        output(command)
    };
    let mut chroot = Command::new("/usr/sbin/chroot");
    chroot.arg(empty).arg("/underheaven");
    attempt(chroot).or_else(|first| {
        let mut unshare = Command::new("/usr/bin/unshare");
        unshare.arg("--map-root-user").arg(format!("--root={}", empty.display())).arg("--wd=/").arg("/underheaven");
        attempt(unshare).map_err(|second| [first, second].concat())
    })
}

fn pack(program: &Path, folder: &Path) -> Checked {
    let _ = fs::remove_dir_all(folder);
    let shells = folder.join("completions");
    fs::create_dir_all(&shells).map_err(|e| vec![format!("`{}` cannot be made: {e}", shells.display())])?;
    copy(program, &folder.join("underheaven"))?;
    for file in BESIDE {
        copy(&root().join(file), &folder.join(file))?;
    }
    for (shell, name) in SHELLS {
        write(&shells.join(name), printed(program, &["completions", shell])?.as_bytes())?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Checked {
    fs::copy(from, to)
        .map(drop)
        .map_err(|e| vec![format!("`{}` cannot be copied to `{}`: {e}", from.display(), to.display())])
}

fn write(path: &Path, bytes: &[u8]) -> Checked {
    fs::write(path, bytes).map_err(|e| vec![format!("`{}` cannot be written: {e}", path.display())])
}
