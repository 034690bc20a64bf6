//! The commune, its teams and its members: who exists.

use super::StoreError;
use dossier::{CommuneCode, MemberId, TeamId, Timestamp};
use wire::Role;

/// The team number of the office itself: officers have no team.
pub const OFFICE: TeamId = TeamId(0);

/// A commune that this server serves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Commune {
    pub code: CommuneCode,
    /// With its type, such as "Xã Mẫu".
    pub name: String,
    /// First part of the numbers that its desk gives, such as `H15.50.05.13`.
    pub unit_number: String,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Team {
    pub id: TeamId,
    pub name: String,
    /// The hamlet (thôn, bản, tổ dân phố) that it serves; empty: nobody has said.
    pub area: String,
}

/// A volunteer (of a team) or an officer (of [`OFFICE`]).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    pub id: MemberId,
    pub team: TeamId,
    pub name: String,
}

/// What a person was made at the office. What follows from it: [`crate::office::rights`].
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// `None`: reads no dossiers.
    pub role: Option<Role>,
    /// Looks after packs, phones, what was refused and the hand-over box, beside any role.
    pub administrator: bool,
    /// The fields (lĩnh vực) that an officer works on, in the words of the packs; empty: all. Of no other role.
    pub fields: Vec<String>,
}

impl Standing {
    pub const fn of(role: Role) -> Self {
        Self { role: Some(role), administrator: false, fields: Vec::new() }
    }
}

/// An officer's login.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct User {
    pub commune: CommuneCode,
    pub name: String,
    pub member: MemberId,
    /// Argon2id, PHC string form.
    pub password: String,
    pub standing: Standing,
}

pub trait People {
    /// In the order of their codes.
    fn communes(&self) -> Result<Vec<Commune>, StoreError>;
    /// Errors: [`StoreError::Exists`].
    fn add_commune(&self, commune: &Commune) -> Result<(), StoreError>;

    fn teams(&self, commune: &CommuneCode) -> Result<Vec<Team>, StoreError>;
    fn add_team(&self, commune: &CommuneCode, name: &str) -> Result<TeamId, StoreError>;

    /// Says which hamlet a team serves. Errors: [`StoreError::Unknown`].
    fn set_area(&self, commune: &CommuneCode, team: TeamId, area: &str) -> Result<(), StoreError>;

    fn members(&self, commune: &CommuneCode) -> Result<Vec<Member>, StoreError>;
    /// Errors: [`StoreError::Unknown`] when the team is not of this commune.
    fn add_member(&self, commune: &CommuneCode, team: TeamId, name: &str) -> Result<MemberId, StoreError>;

    /// A login by the name that is typed: one person on the whole server.
    fn user(&self, name: &str) -> Result<Option<User>, StoreError>;
    /// Errors: [`StoreError::Exists`], [`StoreError::Unknown`] when the member is not of this commune.
    fn add_user(&self, user: &User) -> Result<(), StoreError>;
    /// Errors: [`StoreError::Unknown`]. Sessions that are open have it at once.
    /// With an audit line about the person.
    fn set_administrator(
        &self,
        commune: &CommuneCode,
        user: &str,
        may: bool,
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// Gives role and fields, with an audit line about the person; whether the person is an administrator stays. Errors: [`StoreError::Unknown`]. Sessions that
    /// are open have it at once.
    fn set_role(
        &self,
        commune: &CommuneCode,
        user: &str,
        role: Option<Role>,
        fields: &[String],
        now: Timestamp,
    ) -> Result<(), StoreError>;
    /// In the order of their names.
    fn users(&self, commune: &CommuneCode) -> Result<Vec<User>, StoreError>;
}
