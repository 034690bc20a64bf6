//! The guide of a procedure: what to tell the villager before anything is filled in, on one page; the way
//! to the same one idea a screen; and how to hand in, step by step.

mod copy;
mod ideas;
mod overview;
mod parts;
mod steps;
mod submit;
mod walk;

pub(super) use overview::GuidePage;
pub(super) use submit::SubmitPage;
pub(super) use walk::WalkPage;
