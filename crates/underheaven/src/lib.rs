//! The program as a library.
pub mod tables;
