//! The steps of the guide.

use super::Bilingual;
use crate::yaml::record;
use serde::{Deserialize, Serialize};

/// A step at the desk, or a screen of the portal.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema), schema(as = GuideStep))]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Name of the portal's screen.
    #[serde(default)]
    pub title: Option<Bilingual>,
    pub text: Bilingual,
    /// Questions whose answers are copied on this screen, in the screen's order.
    #[serde(default)]
    pub answers: Vec<String>,
    /// True where a password, a passcode or an OTP is asked for: the app then warns that only the villager
    /// types it, and that a volunteer never asks for it.
    #[serde(default)]
    pub secret: bool,
}

record!(Step { title = None, text, answers = Vec::new(), secret = false });
