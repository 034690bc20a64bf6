//! The office console; runs in a browser, served by the commune's server under `/office/`.

fn main() {
    ui::start::start::<ui::pages::office::OfficeApp>();
}
