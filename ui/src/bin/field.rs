//! The volunteer's app; runs inside the Tauri window.

fn main() {
    yew::Renderer::<ui::pages::field::FieldApp>::new().render();
}
