//! schemathesis against our server: what is answered is what the description of the office's JSON says.
//!
//! **Invariant:** the tool and everything below it are of fixed versions (`tests/api/requirements.txt`) and live below the
//! target folder.

use crate::error::TaskError;
use crate::{build, places, process, python};

pub(crate) fn schemathesis() -> Result<(), TaskError> {
    let requirements = places::root().join("tests/api/requirements.txt");
    let program = python::locked("schemathesis", &requirements, "schemathesis")?;
    let mut test = build::in_workspace(&["test", "--workspace", "--test", "http", "schemathesis"]);
    test.args(["--", "--ignored", "--nocapture"]).env("DONGHANH_SCHEMATHESIS", program);
    process::run(&mut test)
}
