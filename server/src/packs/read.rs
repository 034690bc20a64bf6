//! From an upload to a pack, or to everything that is wrong with it.

use super::faults;
use data_encoding::BASE64;
use forms::FormSource;
use forms::workbook::{FormFile, Limits, read_xlsx};
use library::bundle::{Bundle, FORM, PROCEDURE, STORIES, UPGRADES};
use library::check::{Context, StoriesNeeded, check};
use library::{Library, LibraryError, Pack, PackFiles, Problem};
use wire::office::{PackFault, PackUpload};
use wording::UploadFault;

/// A pack without a fault, and the files to keep of it.
#[derive(Debug)]
pub struct ReadPack {
    pub pack: Pack,
    pub bundle: Bundle,
    pub warnings: Vec<PackFault>,
}

/// Reads and checks the whole upload, stories and upgrades included. Every fault is told, not the first.
pub fn read(library: &Library, upload: &PackUpload) -> Result<ReadPack, Vec<PackFault>> {
    let blocks = Library::built_in_blocks().map_err(|error| vec![faults::unreadable(&error)])?;
    let context = Context {
        blocks: &blocks,
        events: library.events(),
        files: Some(library.communes()),
        stories: StoriesNeeded::None,
    };
    let workbook = match (&upload.workbook, &upload.form) {
        (Some(_), Some(_)) => return Err(vec![faults::of_upload(FORM, &UploadFault::TwoForms)]),
        (Some(base64), None) => Some(open(base64).map_err(|mut found| {
            found.extend(of_procedure_alone(upload, context));
            found
        })?),
        (None, _) => None,
    };
    // A workbook's own faults stand at its cells; what only the pack as a whole shows is told beside them.
    let (file, mut found, warnings) = match workbook {
        None => (None, Vec::new(), Vec::new()),
        Some(file) => {
            let (found, warnings) = match file.load() {
                Ok(form) => (Vec::new(), faults::of_cells(&file.warnings_with(&form))),
                Err(list) => (faults::of_workbook(&list), Vec::new()),
            };
            (Some(file), found, warnings)
        }
    };
    let form = file.as_ref().map(|file| text(&file.source)).transpose()?.or_else(|| upload.form.clone());
    let code = code_of(&upload.procedure);
    let files = PackFiles {
        folder: &code,
        procedure: &upload.procedure,
        form: form.as_deref(),
        stories: filled(upload.stories.as_deref()),
        upgrades: filled(upload.upgrades.as_deref()),
    };
    let of_pack = check(&files, context);
    let known = !found.is_empty();
    found.extend(faults::of_pack(&of_pack, file.as_ref(), known));
    if !found.is_empty() {
        return Err(found);
    }
    let refused = |error: LibraryError| vec![faults::unreadable(&error)];
    let pack = Pack::read(&files, &blocks).map_err(refused)?;
    let mut bundle = Bundle::of(&pack).map_err(refused)?;
    // As their author wrote them; the form's rows are written anew, with their blocks in place.
    bundle.put(PROCEDURE, upload.procedure.clone());
    for (name, text) in [(UPGRADES, files.upgrades), (STORIES, files.stories)] {
        if let Some(text) = text {
            bundle.put(name, text.to_owned());
        }
    }
    Ok(ReadPack { pack, bundle, warnings })
}

/// What is wrong with procedure.yaml when the workbook cannot be read: what only a form could show is left out.
fn of_procedure_alone(upload: &PackUpload, context: Context<'_>) -> Vec<PackFault> {
    let code = code_of(&upload.procedure);
    let files =
        PackFiles { folder: &code, procedure: &upload.procedure, form: None, stories: None, upgrades: None };
    let needs_form = |problem: &Problem| {
        matches!(problem, Problem::NoForm | Problem::ConditionWithoutForm | Problem::UnknownQuestion { .. })
    };
    let mut found = check(&files, context);
    found.retain(|fault| !needs_form(&fault.problem));
    faults::of_pack(&found, None, false)
}

fn open(base64: &str) -> Result<FormFile, Vec<PackFault>> {
    let bytes = BASE64
        .decode(base64.as_bytes())
        .map_err(|_| vec![faults::of_upload(faults::WORKBOOK, &UploadFault::NotBase64)])?;
    read_xlsx(&bytes, &Limits::STANDARD).map_err(|list| faults::of_workbook(&list))
}

/// JSON is YAML.
fn text(form: &FormSource) -> Result<String, Vec<PackFault>> {
    serde_json::to_string(form).map_err(|error| {
        let reason = error.to_string();
        vec![faults::of_upload(faults::WORKBOOK, &UploadFault::Unreadable { reason })]
    })
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.filter(|text| !text.trim().is_empty())
}

/// The folder of a pack is called like its code; an upload has no folder.
fn code_of(procedure: &str) -> String {
    let line = procedure.lines().find_map(|line| line.trim_start_matches('\u{feff}').strip_prefix("code:"));
    line.unwrap_or_default().trim().trim_matches(['"', '\'']).to_owned()
}
