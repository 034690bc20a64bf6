//! The evaluator from within: what the public interface does not show.

mod smoke;
