//! Every form of a document: held against what is kept, and against laws over any text.

#[cfg(test)]
mod any_text;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod workbook;
