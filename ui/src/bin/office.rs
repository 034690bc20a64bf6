//! The office console; runs in a browser, served by the commune's server under `/office/`.

fn main() {
    yew::Renderer::<ui::pages::office::OfficeApp>::new().render();
}
