//! Writes a document that has everything, in every form, into the folder that is named: to be looked at.

#[path = "../tests/forms/sample.rs"]
mod sample;

#[expect(clippy::disallowed_methods, reason = "files that are only looked at")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).ok_or("name the folder to write to")?;
    std::fs::create_dir_all(&folder)?;
    for form in report::Form::all() {
        let path = std::path::Path::new(&folder).join(format!("sample.{}", form.extension()));
        std::fs::write(path, report::render(form, &sample::document())?)?;
    }
    Ok(())
}
