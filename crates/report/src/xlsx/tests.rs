use kql_plan::{Rows, Type, Value};

use super::Book;

#[path = "../../tests/forms/workbook.rs"]
mod workbook;

#[test]
fn rows_that_a_sheet_cannot_hold_go_on_on_the_next() {
    let mut book = Book::new("Many").unwrap();
    book.most_rows = 100;
    let rows = (0..250).map(|number| vec![Value::Long(number)]).collect();
    let written = book.rows("Many", &Rows { columns: vec![("n".into(), Type::Long)], rows }).unwrap();
    assert_eq!(written, ["Many", "Many (2)", "Many (3)"]);
    let read = workbook::Workbook::read(&book.file.save_to_buffer().unwrap());
    let numbers: Vec<String> = read
        .sheets
        .iter()
        .flat_map(|(_, cells)| cells.iter().filter(|((row, _), _)| *row > 1).map(|(_, (_, text))| text.clone()))
        .collect();
    assert_eq!(numbers, (0..250).map(|number| number.to_string()).collect::<Vec<_>>());
    assert_eq!(read.formulas, 0);
    assert!(read.told().starts_with("[Many]\nA1 text n\nA2 number style  0\n"));
}
