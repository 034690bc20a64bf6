//! The pages of both apps; files mirror the routes.

pub mod field;
pub mod office;
