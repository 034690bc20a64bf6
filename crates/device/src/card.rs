//! Reading an identity card: a picture comes in, fields go out, and nothing is kept.

use crate::Device;
use idcard::{Card, Doubt, Effort, Field, PictureError, ReadError, Sex};
use library::card::CardField;
use wire::card::{CardDoubt, CardView, CardWarning};
use wire::ipc::ReadCard;
use wire::{PictureFault, Problem};

impl Device {
    /// Off the threads that serve the page: a bad picture takes some hundred milliseconds.
    pub async fn read_card(&self, _: ReadCard, picture: Vec<u8>) -> Result<CardView, Problem> {
        let _one_at_a_time = self.inner.looking.one_picture().await;
        self.with_store("read a card", |_| Ok(()))?;
        let read = tokio::task::spawn_blocking(move || {
            idcard::read(&picture, Effort::PICTURE).map_err(|error| problem(error, &picture))
        });
        let read = read.await.map_err(|_| Problem::Picture { fault: PictureFault::Damaged })??;
        Ok(view(read.card))
    }
}

fn problem(error: ReadError, picture: &[u8]) -> Problem {
    tracing::info!(%error, "no card was read");
    let fault = match error {
        ReadError::NoCode => return Problem::NoCardCode,
        ReadError::OtherCode(_) => return Problem::NotACard,
        ReadError::WrongFrame { .. } => PictureFault::Damaged,
        ReadError::Picture(error) => match error {
            PictureError::Empty => PictureFault::Empty,
            PictureError::FileTooLarge { most, .. } => PictureFault::TooLarge { most_mb: megabytes(most) },
            PictureError::UnknownFormat => {
                PictureFault::NotAPicture { found: crate::picture::other(picture) }
            }
            PictureError::TooManyPixels { .. } | PictureError::TooMuchMemory { .. } => {
                PictureFault::TooManyPixels
            }
            PictureError::Truncated => PictureFault::Truncated,
            PictureError::Damaged => PictureFault::Damaged,
        },
    };
    Problem::Picture { fault }
}

pub(crate) fn megabytes(bytes: usize) -> u32 {
    u32::try_from(bytes / 1_000_000).unwrap_or(u32::MAX)
}

fn view(card: Card) -> CardView {
    let sex = card.sex.map(|sex| match sex {
        Sex::Male => "nam",
        Sex::Female => "nu",
    });
    let values = [
        (CardField::Number, card.number.as_str().to_owned()),
        (CardField::FullName, card.full_name.as_str().to_owned()),
        (CardField::Birth, card.birth.map(|date| date.to_string()).unwrap_or_default()),
        (CardField::Sex, sex.unwrap_or_default().to_owned()),
        (CardField::Residence, card.residence.as_str().to_owned()),
        (CardField::Issued, card.issued.map(|date| date.to_string()).unwrap_or_default()),
    ];
    let warning =
        |one: &idcard::Warning| Some(CardWarning { field: field(one.field)?, doubt: doubt(one.doubt)? });
    CardView {
        values: values.into_iter().filter(|(_, value)| !value.is_empty()).collect(),
        doubts: card.warnings.iter().filter_map(warning).collect(),
    }
}

/// `None`: no form asks for it.
const fn field(field: Field) -> Option<CardField> {
    Some(match field {
        Field::Number => CardField::Number,
        Field::FullName => CardField::FullName,
        Field::Birth => CardField::Birth,
        Field::Sex => CardField::Sex,
        Field::Residence => CardField::Residence,
        Field::Issued => CardField::Issued,
        Field::OldNumber | Field::Extra(_) => return None,
    })
}

/// `None`: a doubt about the old number alone.
const fn doubt(doubt: Doubt) -> Option<CardDoubt> {
    Some(match doubt {
        Doubt::Missing => CardDoubt::Missing,
        Doubt::TooLong { .. } => CardDoubt::TooLong,
        Doubt::HiddenCharacters => CardDoubt::HiddenCharacters,
        Doubt::UnusualCharacters => CardDoubt::UnusualCharacters,
        Doubt::NotADate => CardDoubt::NotADate,
        Doubt::NotASex => CardDoubt::NotASex,
        Doubt::UnknownBirthplace => CardDoubt::UnknownBirthplace,
        Doubt::NumberTellsOtherSex => CardDoubt::NumberTellsOtherSex,
        Doubt::NumberTellsOtherYear => CardDoubt::NumberTellsOtherYear,
        Doubt::IssuedBeforeBirth => CardDoubt::IssuedBeforeBirth,
        Doubt::NotNineDigits => return None,
    })
}
