//! The canonical form of a row, and its hash.
//!
//! A row's canonical form is, for each column that is not null, in the order given: 8 bytes that stand for the column's
//! name (the first of its BLAKE3), the length of the value in 4 bytes, little-endian, and the value. Text is its UTF-8
//! bytes; a boolean one byte; whole numbers, dates (days) and instants (microseconds since 1970) 8 bytes, little-endian,
//! signed; reals the 8 bytes of their IEEE 754 form, little-endian; binary its bytes. The hash is BLAKE3.
//!
//! So it depends neither on columns that are null (a column added later changes nothing), nor on how rows are cut into
//! batches, nor on which of Arrow's forms of text a reader chose.

use arrow_array::{
    Array, ArrayRef, RecordBatch,
    cast::AsArray,
    types::{
        Date32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, UInt8Type,
        UInt16Type, UInt32Type,
    },
};
use arrow_schema::{DataType, TimeUnit};

/// A column of a type that has no canonical form.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("hashing rows: column {column} has type {kind}, which has no canonical form")]
pub struct NoCanonicalForm {
    /// The column's name.
    pub column: String,
    /// Its type.
    pub kind: DataType,
}

/// Returns the hash of each row over the given columns, in that order. Columns that the batch does not have are as null.
pub fn rows(batch: &RecordBatch, columns: &[usize]) -> Result<Vec<[u8; 32]>, NoCanonicalForm> {
    let mut values = Vec::with_capacity(columns.len());
    for number in columns {
        let (Some(array), Some(field)) = (batch.columns().get(*number), batch.schema_ref().fields().get(*number))
        else {
            continue;
        };
        let Some(accessor) = Values::of(array) else {
            return Err(NoCanonicalForm { column: field.name().clone(), kind: field.data_type().clone() });
        };
        values.push((tag(field.name()), accessor));
    }
    let mut form = Vec::with_capacity(4096);
    Ok((0..batch.num_rows())
        .map(|row| {
            form.clear();
            for (tag, values) in &values {
                values.write(row, *tag, &mut form);
            }
            *blake3::hash(&form).as_bytes()
        })
        .collect())
}

fn tag(name: &str) -> [u8; 8] {
    let hash = blake3::hash(name.as_bytes());
    hash.as_bytes().as_chunks::<8>().0.first().copied().unwrap_or_default()
}

/// A column, ready to be read row by row.
enum Values<'a> {
    Text(&'a arrow_array::StringArray),
    LargeText(&'a arrow_array::LargeStringArray),
    TextView(&'a arrow_array::StringViewArray),
    Bool(&'a arrow_array::BooleanArray),
    Int8(&'a arrow_array::Int8Array),
    Int16(&'a arrow_array::Int16Array),
    Int32(&'a arrow_array::Int32Array),
    Int64(&'a arrow_array::Int64Array),
    UInt8(&'a arrow_array::UInt8Array),
    UInt16(&'a arrow_array::UInt16Array),
    UInt32(&'a arrow_array::UInt32Array),
    Real(&'a arrow_array::Float64Array),
    Instant(&'a arrow_array::TimestampMicrosecondArray),
    Date(&'a arrow_array::Date32Array),
    Fixed(&'a arrow_array::FixedSizeBinaryArray),
    Binary(&'a arrow_array::BinaryArray),
    LargeBinary(&'a arrow_array::LargeBinaryArray),
    BinaryView(&'a arrow_array::BinaryViewArray),
    Dictionary { keys: &'a dyn Array, numbers: Vec<usize>, values: Box<Values<'a>> },
    Null,
}

impl<'a> Values<'a> {
    fn of(array: &'a ArrayRef) -> Option<Self> {
        Some(match array.data_type() {
            DataType::Utf8 => Self::Text(array.as_string()),
            DataType::LargeUtf8 => Self::LargeText(array.as_string()),
            DataType::Utf8View => Self::TextView(array.as_string_view()),
            DataType::Boolean => Self::Bool(array.as_boolean()),
            DataType::Int8 => Self::Int8(array.as_primitive::<Int8Type>()),
            DataType::Int16 => Self::Int16(array.as_primitive::<Int16Type>()),
            DataType::Int32 => Self::Int32(array.as_primitive::<Int32Type>()),
            DataType::Int64 => Self::Int64(array.as_primitive::<Int64Type>()),
            DataType::UInt8 => Self::UInt8(array.as_primitive::<UInt8Type>()),
            DataType::UInt16 => Self::UInt16(array.as_primitive::<UInt16Type>()),
            DataType::UInt32 => Self::UInt32(array.as_primitive::<UInt32Type>()),
            DataType::Float64 => Self::Real(array.as_primitive::<Float64Type>()),
            DataType::Timestamp(TimeUnit::Microsecond, _) => {
                Self::Instant(array.as_primitive::<TimestampMicrosecondType>())
            }
            DataType::Date32 => Self::Date(array.as_primitive::<Date32Type>()),
            DataType::FixedSizeBinary(_) => Self::Fixed(array.as_fixed_size_binary()),
            DataType::Binary => Self::Binary(array.as_binary()),
            DataType::LargeBinary => Self::LargeBinary(array.as_binary()),
            DataType::BinaryView => Self::BinaryView(array.as_binary_view()),
            DataType::Dictionary(_, _) => {
                let dictionary = array.as_any_dictionary();
                if dictionary.values().is_empty() {
                    Self::Null
                } else {
                    Self::Dictionary {
                        keys: dictionary.keys(),
                        numbers: dictionary.normalized_keys(),
                        values: Box::new(Self::of(dictionary.values())?),
                    }
                }
            }
            DataType::Null => Self::Null,
            _ => return None,
        })
    }

    fn write(&self, row: usize, tag: [u8; 8], form: &mut Vec<u8>) {
        let whole = |array: &dyn Array, number: i64, form: &mut Vec<u8>| {
            if !array.is_null(row) {
                put(tag, &number.to_le_bytes(), form);
            }
        };
        match self {
            Self::Text(a) if a.is_valid(row) => put(tag, a.value(row).as_bytes(), form),
            Self::LargeText(a) if a.is_valid(row) => put(tag, a.value(row).as_bytes(), form),
            Self::TextView(a) if a.is_valid(row) => put(tag, a.value(row).as_bytes(), form),
            Self::Bool(a) if a.is_valid(row) => put(tag, &[u8::from(a.value(row))], form),
            Self::Int8(a) => whole(a, a.value(row).into(), form),
            Self::Int16(a) => whole(a, a.value(row).into(), form),
            Self::Int32(a) => whole(a, a.value(row).into(), form),
            Self::Int64(a) => whole(a, a.value(row), form),
            Self::UInt8(a) => whole(a, a.value(row).into(), form),
            Self::UInt16(a) => whole(a, a.value(row).into(), form),
            Self::UInt32(a) => whole(a, a.value(row).into(), form),
            Self::Instant(a) => whole(a, a.value(row), form),
            Self::Date(a) => whole(a, a.value(row).into(), form),
            Self::Real(a) if a.is_valid(row) => put(tag, &a.value(row).to_bits().to_le_bytes(), form),
            Self::Fixed(a) if a.is_valid(row) => put(tag, a.value(row), form),
            Self::Binary(a) if a.is_valid(row) => put(tag, a.value(row), form),
            Self::LargeBinary(a) if a.is_valid(row) => put(tag, a.value(row), form),
            Self::BinaryView(a) if a.is_valid(row) => put(tag, a.value(row), form),
            Self::Dictionary { keys, numbers, values } if keys.is_valid(row) => {
                if let Some(number) = numbers.get(row) {
                    values.write(*number, tag, form);
                }
            }
            _ => {}
        }
    }
}

fn put(tag: [u8; 8], value: &[u8], form: &mut Vec<u8>) {
    form.extend_from_slice(&tag);
    form.extend_from_slice(&(value.len() as u32).to_le_bytes());
    form.extend_from_slice(value);
}
