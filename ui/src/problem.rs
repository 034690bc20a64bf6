//! Problems as sentences: what happened, and what to do.

use crate::format;
use i18n::Texts;
use wire::packs::{PackNotice, PackRefusal};
use wire::sync::RefusalCode;
use wire::{OtherFile, PictureFault, Problem};

/// A problem in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    pub happened: String,
    pub to_do: String,
}

/// From here down the tries that are left are told with each wrong PIN.
pub const LAST_TRIES: u32 = 5;

/// What happened and what to do. Matched without a catch-all: a new problem does not compile without its words.
pub fn sentence(problem: &Problem, t: &Texts) -> Sentence {
    let (happened, to_do) = match problem {
        Problem::WrongPin { failures, wait_s, left } => {
            let happened = match left {
                Some(left) if *left <= LAST_TRIES => t.problem_wrong_pin_left(*failures, *left),
                _ => t.problem_wrong_pin(*failures),
            };
            let to_do = match (wait_s, left) {
                (0, Some(left)) if *left <= LAST_TRIES => t.problem_wrong_pin_left_todo(),
                (0, _) => t.problem_wrong_pin_todo(),
                (wait_s, _) => t.problem_pin_wait_todo(format::wait(*wait_s, t)),
            };
            (happened, to_do)
        }
        Problem::Wiped => (t.problem_wiped(), t.problem_wiped_todo()),
        Problem::WrongCode { failures, wait_s: 0 } => {
            (t.problem_wrong_code(*failures), t.problem_wrong_code_todo())
        }
        Problem::WrongCode { failures, wait_s } => {
            (t.problem_wrong_code(*failures), t.problem_code_wait_todo(format::wait(*wait_s, t)))
        }
        Problem::CodeMistyped { group: Some(group) } => {
            (t.problem_code_mistyped(group), t.problem_code_mistyped_todo())
        }
        Problem::CodeMistyped { group: None } => (t.problem_code_length(), t.problem_code_length_todo()),
        Problem::NoRecovery => (t.problem_no_recovery(), t.problem_no_recovery_todo()),
        Problem::InTraining => (t.problem_in_training(), t.problem_in_training_todo()),
        Problem::NoCode => (t.problem_no_code(), t.problem_no_code_todo()),
        Problem::PasswordWrong => (t.problem_password_wrong(), t.problem_password_wrong_todo()),
        Problem::RuleOutOfBounds { least, most } => {
            (t.problem_rule_bounds(*least, *most), t.problem_rule_bounds_todo())
        }
        Problem::PinWait { wait_s } => {
            (t.problem_pin_wait(), t.problem_pin_wait_todo(format::wait(*wait_s, t)))
        }
        Problem::WeakPin { min } => (t.problem_weak_pin(), t.problem_weak_pin_todo(min)),
        Problem::Locked => (t.problem_locked(), t.problem_locked_todo()),
        Problem::DiskFull => (t.problem_disk_full(), t.problem_disk_full_todo()),
        Problem::StoreDamaged { file } => (t.problem_store_damaged(file), t.problem_store_damaged_todo()),
        Problem::StoreTooNew => (t.problem_store_too_new(), t.problem_store_too_new_todo()),
        Problem::StoreBusy => (t.problem_store_busy(), t.problem_store_busy_todo()),
        Problem::NotEnrolled => (t.problem_not_enrolled(), t.problem_not_enrolled_todo()),
        Problem::CodeUnknown => (t.problem_code_unknown(), t.problem_code_unknown_todo()),
        Problem::NoNetwork => (t.problem_no_network(), t.problem_no_network_todo()),
        Problem::NotOurServer => (t.problem_not_our_server(), t.problem_not_our_server_todo()),
        Problem::ServerTrouble { status } => {
            (t.problem_server_trouble(status), t.problem_server_trouble_todo())
        }
        Problem::DeviceRevoked => (t.problem_device_revoked(), t.problem_device_revoked_todo()),
        Problem::AppTooOld => (t.problem_app_too_old(), t.problem_app_too_old_todo()),
        Problem::ServerTooOld => (t.problem_server_too_old(), t.problem_server_too_old_todo()),
        Problem::DossierUnknown => (t.problem_dossier_unknown(), t.problem_dossier_unknown_todo()),
        Problem::AtOffice => (t.problem_at_office(), t.problem_at_office_todo()),
        Problem::ProcedureUnknown => (t.problem_procedure_unknown(), t.problem_procedure_unknown_todo()),
        Problem::HouseholdUnknown => (t.problem_household_unknown(), t.problem_household_unknown_todo()),
        Problem::PersonUnknown => (t.problem_person_unknown(), t.problem_person_unknown_todo()),
        Problem::NothingWritten => (t.problem_nothing_written(), t.problem_nothing_written_todo()),
        Problem::QuestionUnknown => (t.problem_question_unknown(), t.problem_question_unknown_todo()),
        Problem::AnswerTooLong { chars, max } => {
            (t.problem_answer_too_long(chars, max), t.problem_answer_too_long_todo())
        }
        Problem::ConsentNeeded => (t.problem_consent_needed(), t.problem_consent_needed_todo()),
        Problem::PhotoConsentNeeded => {
            (t.problem_photo_consent_needed(), t.problem_photo_consent_needed_todo())
        }
        Problem::TakenBack => (t.problem_taken_back(), t.problem_taken_back_todo()),
        Problem::NoSignature => (t.problem_no_signature(), t.problem_no_signature_todo()),
        Problem::NotComplete { questions } => {
            (t.problem_not_complete(questions.len()), t.problem_not_complete_todo())
        }
        Problem::AlreadyAccepted { number } => {
            (t.problem_already_accepted(number), t.problem_already_accepted_todo())
        }
        Problem::AlreadyAsked => (t.problem_already_asked(), t.problem_already_asked_todo()),
        Problem::NothingAsked => (t.problem_nothing_asked(), t.problem_nothing_asked_todo()),
        Problem::AnswerMoved => (t.problem_answer_moved(), t.problem_answer_moved_todo()),
        Problem::SettingsMoved => (t.problem_settings_moved(), t.problem_settings_moved_todo()),
        Problem::NotAcceptedYet => (t.problem_not_accepted_yet(), t.problem_not_accepted_yet_todo()),
        Problem::CaseEnded => (t.problem_case_ended(), t.problem_case_ended_todo()),
        Problem::NoResult => (t.problem_no_result(), t.problem_no_result_todo()),
        Problem::NotLater => (t.problem_not_later(), t.problem_not_later_todo()),
        Problem::DossierMoved { to, at } => {
            (t.problem_dossier_moved(to, format::moment(*at, t)), t.problem_dossier_moved_todo())
        }
        Problem::CommuneUnknown => (t.problem_commune_unknown(), t.problem_commune_unknown_todo()),
        Problem::SameCommune => (t.problem_same_commune(), t.problem_same_commune_todo()),
        Problem::FormUnknownThere => (t.problem_form_unknown_there(), t.problem_form_unknown_there_todo()),
        Problem::LinkedElsewhere => (t.problem_linked_elsewhere(), t.problem_linked_elsewhere_todo()),
        Problem::TakenInBefore => (t.problem_taken_in_before(), t.problem_taken_in_before_todo()),
        Problem::TakenThere => (t.problem_taken_there(), t.problem_taken_there_todo()),
        Problem::ColleagueUnknown => (t.problem_colleague_unknown(), t.problem_colleague_unknown_todo()),
        Problem::LoginRefused => (t.problem_login_refused(), t.problem_login_refused_todo()),
        Problem::TooManyTries { retry_after_s } => {
            (t.problem_too_many_tries(), t.problem_too_many_tries_todo(*retry_after_s))
        }
        Problem::LoginNeeded => (t.problem_login_needed(), t.problem_login_needed_todo()),
        Problem::NotAllowed => (t.problem_not_allowed(), t.problem_not_allowed_todo()),
        Problem::NotHandedOver => (t.problem_not_handed_over(), t.problem_not_handed_over_todo()),
        Problem::ConflictsOpen { questions } => {
            (t.problem_conflicts_open(questions.len()), t.problem_conflicts_open_todo())
        }
        Problem::GuideOnly => (t.problem_guide_only(), t.problem_guide_only_todo()),
        Problem::NoOtherVersion => (t.problem_no_other_version(), t.problem_no_other_version_todo()),
        Problem::AlreadyHandedOver => (t.problem_already_handed_over(), t.problem_already_handed_over_todo()),
        Problem::HandoverUnknown => (t.problem_handover_unknown(), t.problem_handover_unknown_todo()),
        Problem::HandoverRefused { refusal } => {
            (t.problem_handover_refused(), t.problem_handover_refused_todo(why_refused(*refusal, t)))
        }
        Problem::ReasonNeeded => (t.problem_reason_needed(), t.problem_reason_needed_todo()),
        Problem::PackRefused { faults } => (t.problem_pack_refused(*faults), t.problem_pack_refused_todo()),
        Problem::PackVersionTaken => (t.problem_pack_version_taken(), t.problem_pack_version_taken_todo()),
        Problem::PackNotNewest { newest } => {
            (t.problem_pack_not_newest(newest), t.problem_pack_not_newest_todo())
        }
        Problem::PackUnknown => (t.problem_pack_unknown(), t.problem_pack_unknown_todo()),
        Problem::Picture { fault } => picture(*fault, t),
        Problem::NoCardCode => (t.problem_no_card_code(), t.problem_no_card_code_todo()),
        Problem::NotACard => (t.problem_not_a_card(), t.problem_not_a_card_todo()),
        Problem::PhoneFull { free_mb } => (t.problem_phone_full(free_mb), t.problem_phone_full_todo()),
        Problem::PaperUnknown => (t.problem_paper_unknown(), t.problem_paper_unknown_todo()),
        Problem::PaperOnlyShown => (t.problem_paper_only_shown(), t.problem_paper_only_shown_todo()),
        Problem::TooManyPages { most } => (t.problem_too_many_pages(most), t.problem_too_many_pages_todo()),
        Problem::PhotoUnknown => (t.problem_photo_unknown(), t.problem_photo_unknown_todo()),
        Problem::Unexpected { what } => (t.problem_unexpected(what), t.problem_unexpected_todo()),
    };
    Sentence { happened, to_do }
}

/// What is wrong with a picture, and what to do.
fn picture(fault: PictureFault, t: &Texts) -> (String, String) {
    match fault {
        PictureFault::Unreadable => (t.problem_picture_unreadable(), t.problem_picture_unreadable_todo()),
        PictureFault::Empty => (t.problem_picture_empty(), t.problem_picture_empty_todo()),
        PictureFault::TooLarge { most_mb } => {
            (t.problem_picture_too_large(most_mb), t.problem_picture_too_large_todo())
        }
        PictureFault::NotAPicture { found } => match found {
            OtherFile::Heif => (t.problem_picture_heif(), t.problem_picture_heif_todo()),
            OtherFile::Pdf => (t.problem_picture_pdf(), t.problem_picture_pdf_todo()),
            OtherFile::WebPage => (t.problem_picture_web_page(), t.problem_picture_web_page_todo()),
            OtherFile::Other => (t.problem_picture_not_one(), t.problem_picture_not_one_todo()),
        },
        PictureFault::TooManyPixels => {
            (t.problem_picture_too_many_pixels(), t.problem_picture_too_many_pixels_todo())
        }
        PictureFault::Truncated => (t.problem_picture_truncated(), t.problem_picture_truncated_todo()),
        PictureFault::Damaged => (t.problem_picture_damaged(), t.problem_picture_damaged_todo()),
    }
}

/// Why the server did not take a transmission, for the administrator, who asks what came in.
pub fn not_taken(code: RefusalCode, t: &Texts) -> String {
    match code {
        RefusalCode::TooLarge => t.not_taken_too_large(),
        RefusalCode::Malformed => t.not_taken_malformed(),
        RefusalCode::ForeignActor => t.not_taken_foreign_actor(),
        RefusalCode::WrongShape => t.not_taken_wrong_shape(),
        RefusalCode::WrongForm => t.not_taken_wrong_form(),
        RefusalCode::OutOfScope => t.not_taken_out_of_scope(),
        RefusalCode::TooCostly => t.not_taken_too_costly(),
        RefusalCode::NotAllowed => t.not_taken_not_allowed(),
        RefusalCode::ClockOff => t.not_taken_clock_off(),
        // The device mends these by itself, so they are never kept.
        RefusalCode::MissingChanges | RefusalCode::ServerFault => t.not_taken_other(),
    }
}

/// Why the office's server did not take a dossier, and what becomes of it.
pub fn refused(code: RefusalCode, t: &Texts) -> String {
    match code {
        RefusalCode::TooLarge => t.refused_too_large(),
        RefusalCode::Malformed => t.refused_malformed(),
        RefusalCode::ForeignActor => t.refused_foreign_actor(),
        RefusalCode::MissingChanges => t.refused_missing_changes(),
        RefusalCode::WrongShape => t.refused_wrong_shape(),
        RefusalCode::WrongForm => t.refused_wrong_form(),
        RefusalCode::OutOfScope => t.refused_out_of_scope(),
        RefusalCode::TooCostly => t.refused_too_costly(),
        RefusalCode::NotAllowed => t.refused_not_allowed(),
        RefusalCode::ClockOff => t.refused_clock_off(),
        RefusalCode::ServerFault => t.refused_server_fault(),
    }
}

/// The same, said to an officer of work in the hand-over box, or to a volunteer of what was written again: the reason alone.
pub fn why_refused(code: RefusalCode, t: &Texts) -> String {
    match code {
        RefusalCode::TooLarge => t.why_too_large(),
        RefusalCode::Malformed => t.why_malformed(),
        RefusalCode::ForeignActor => t.why_foreign_actor(),
        RefusalCode::MissingChanges => t.why_missing_changes(),
        RefusalCode::WrongShape => t.why_wrong_shape(),
        RefusalCode::WrongForm => t.why_wrong_form(),
        RefusalCode::OutOfScope => t.why_out_of_scope(),
        RefusalCode::TooCostly => t.why_too_costly(),
        RefusalCode::NotAllowed => t.why_not_allowed(),
        RefusalCode::ClockOff => t.why_clock_off(),
        RefusalCode::ServerFault => t.why_server_fault(),
    }
}

/// Why a pack that the office published was not taken, and that what was here stays.
pub fn pack_refused(notice: &PackNotice, t: &Texts) -> Sentence {
    let happened = match &notice.refusal {
        PackRefusal::WrongSignature => t.pack_wrong_signature(),
        PackRefusal::CatalogueUnreadable => t.pack_catalogue_unreadable(),
        PackRefusal::OtherCommune => t.pack_other_commune(),
        PackRefusal::OlderCatalogue => t.pack_older_catalogue(),
        PackRefusal::FileDamaged { file } => t.pack_file_damaged(code_of(notice), file, &notice.version),
        PackRefusal::NotUsable { .. } => t.pack_not_usable(code_of(notice), &notice.version),
    };
    Sentence { happened, to_do: t.pack_refused_todo() }
}

fn code_of(notice: &PackNotice) -> &str {
    notice.code.as_ref().map_or("", |code| code.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use i18n::Language;

    #[test]
    fn a_failed_save_says_not_saved_and_what_to_do() {
        for (language, word) in [(Language::Vi, "CHƯA LƯU ĐƯỢC"), (Language::En, "NOT SAVED")] {
            let texts = Texts::new(language);
            let full = sentence(&Problem::DiskFull, &texts);
            assert!(full.happened.contains(word), "{full:?}");
            assert!(!full.to_do.is_empty());
            let long = sentence(&Problem::AnswerTooLong { chars: 10_001, max: 10_000 }, &texts);
            assert!(long.happened.contains(word) && long.happened.contains("10000"), "{long:?}");
        }
    }

    #[test]
    fn a_wrong_pin_tells_the_count() {
        let said =
            sentence(&Problem::WrongPin { failures: 3, wait_s: 0, left: Some(9) }, &Texts::new(Language::Vi));
        assert!(said.happened.contains('3') && !said.happened.contains('9'), "{said:?}");
    }

    #[test]
    fn the_last_tries_before_a_wipe_are_told() {
        let said =
            sentence(&Problem::WrongPin { failures: 8, wait_s: 0, left: Some(2) }, &Texts::new(Language::Vi));
        assert!(said.happened.contains("còn 2 lần"), "{said:?}");
    }
}
