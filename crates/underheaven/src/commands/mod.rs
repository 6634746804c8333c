//! What each command does, a file each.

mod article;
mod cases;
mod check;
mod compare;
mod completions;
mod explain;
mod list;
mod new;
mod report;
mod run;
mod schema;
mod show;
mod sizes;
mod society;
mod study;

pub use article::article;
pub use cases::cases;
pub use check::check;
pub use compare::compare;
pub use completions::completions;
pub use explain::explain;
pub use list::list;
pub use new::new;
pub use report::report;
pub use run::run;
pub use schema::schema;
pub use show::show;
pub use sizes::sizes;
pub use society::society;
pub use study::study;
