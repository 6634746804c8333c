//! What a section is made of: text, tables and figures; each figure with its sentence and its numbers in a table.
//!
//! A figure's picture and its table are made from the same lines, so that neither can say what the other does not.

use super::charts::{Row, Shape};
use super::num::{How, Num, Shown};
use super::run::Run;
use super::words::spoken;
use crate::failure::Failure;
use maud::{Markup, PreEscaped, html};

/// A part of the report under a heading.
pub struct Section {
    /// Its anchor.
    pub id: &'static str,
    /// Its heading.
    pub title: String,
    /// What it holds, in order.
    pub parts: Vec<Part>,
}

/// Text, a table or a figure.
pub enum Part {
    /// Text.
    Text(Markup),
    /// A table.
    Table(Grid),
    /// A table that is long, behind a line that opens it.
    Folded(String, Grid),
    /// A figure.
    Figure(Figure),
}

impl Section {
    /// An empty section.
    pub fn new(id: &'static str, title: impl Into<String>) -> Self {
        Self { id, title: title.into(), parts: vec![] }
    }

    /// With a text.
    pub fn text(mut self, text: Markup) -> Self {
        self.parts.push(Part::Text(text));
        self
    }

    /// With a table.
    pub fn table(mut self, grid: Grid) -> Self {
        self.parts.push(Part::Table(grid));
        self
    }

    /// With a long table.
    pub fn folded(mut self, line: impl Into<String>, grid: Grid) -> Self {
        self.parts.push(Part::Folded(line.into(), grid));
        self
    }

    /// With a figure, if there is one.
    pub fn figure(mut self, figure: impl Into<Option<Figure>>) -> Self {
        self.parts.extend(figure.into().map(Part::Figure));
        self
    }

    /// Its figures.
    pub fn figures(&self) -> impl Iterator<Item = &Figure> {
        self.parts.iter().filter_map(|part| if let Part::Figure(figure) = part { Some(figure) } else { None })
    }

    /// As it stands on the page.
    pub fn render(&self) -> Result<Markup, Failure> {
        let parts = self.parts.iter().map(Part::render).collect::<Result<Vec<_>, _>>()?;
        Ok(html! {
            section id=(self.id) aria-labelledby={ (self.id) "-title" } {
                h2 id={ (self.id) "-title" } { (self.title) }
                @for part in parts { (part) }
            }
        })
    }
}

impl Part {
    fn render(&self) -> Result<Markup, Failure> {
        Ok(match self {
            Part::Text(text) => text.clone(),
            Part::Table(grid) => grid.render(),
            Part::Folded(line, grid) => html! { details { summary { (line) } (grid.render()) } },
            Part::Figure(figure) => figure.render()?,
        })
    }
}

/// More letters than this are a sentence rather than a name.
const SENTENCE: usize = 28;

/// A cell of a table.
#[derive(Clone, Debug)]
pub enum Cell {
    /// Our own words.
    Words(String),
    /// Words that a file says; numbers in them are the file's.
    Said(String),
    /// A number that a file says.
    Given(String),
    /// A number.
    Number(Shown),
    /// Nothing to say.
    Gap,
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Cell::Words(words.to_owned())
    }
}

impl From<String> for Cell {
    fn from(words: String) -> Self {
        Cell::Words(words)
    }
}

impl From<Shown> for Cell {
    fn from(shown: Shown) -> Self {
        Cell::Number(shown)
    }
}

impl From<Option<Shown>> for Cell {
    fn from(shown: Option<Shown>) -> Self {
        shown.map_or(Cell::Gap, Cell::Number)
    }
}

/// A table: the first column heads its rows.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// What it shows.
    pub caption: String,
    /// Its columns' names.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

impl Grid {
    /// An empty table.
    pub fn new(caption: impl Into<String>, heads: &[&str]) -> Self {
        Self { caption: caption.into(), heads: heads.iter().map(|h| (*h).to_owned()).collect(), rows: vec![] }
    }

    /// Adds a row.
    pub fn push(&mut self, row: impl IntoIterator<Item = Cell>) {
        self.rows.push(row.into_iter().collect());
    }

    /// Lines as a table with a column for each arm, and for each later arm its difference from the first.
    pub fn by_arm(caption: impl Into<String>, first: &str, run: &Run, lines: &[Line]) -> Self {
        let mut heads = vec![first.to_owned()];
        match run.arms.as_slice() {
            [_] => heads.push("number".to_owned()),
            arms => {
                heads.extend(arms.iter().cloned());
                heads.extend(arms.iter().skip(1).map(|arm| format!("{arm} − {}", run.baseline())));
            }
        }
        let row = |line: &Line| {
            let mut cells = vec![Cell::from(line.label.as_str())];
            cells.extend(line.values.iter().map(|v| Cell::from(v.as_ref().map(|v| v.shown(line.how)))));
            let base = line.values.first().and_then(Option::as_ref);
            for value in line.values.iter().skip(1) {
                let both = value.as_ref().zip(base);
                cells.push(both.map(|(v, base)| v.less(base).shown(line.how.signed())).into());
            }
            cells
        };
        Self { caption: caption.into(), heads, rows: lines.iter().map(row).collect() }
    }

    /// As it stands on the page.
    pub fn render(&self) -> Markup {
        let numeric: Vec<bool> = (0..self.heads.len()).map(|column| self.is_numeric(column)).collect();
        let long: Vec<bool> = (0..self.heads.len()).map(|column| self.is_long(column)).collect();
        html! {
            div .scroll tabindex="0" role="group" aria-label=(self.caption) {
                table {
                    caption { span { (self.caption) } }
                    thead { tr {
                        @for (head, numeric) in self.heads.iter().zip(&numeric) {
                            th scope="col" .number[*numeric] { (head) }
                        }
                    } }
                    tbody { @for row in &self.rows { tr {
                        @for (column, cell) in row.iter().enumerate() {
                            @if column == 0 { th scope="row" .long[long[column]] { (inside(cell)) } }
                            @else { td .number[numeric.get(column) == Some(&true)] .long[long.get(column) == Some(&true)] { (inside(cell)) } }
                        }
                    } } }
                }
            }
        }
    }

    /// Whether a column holds numbers, or nothing at all.
    fn is_numeric(&self, column: usize) -> bool {
        let mut cells = self.rows.iter().filter_map(|row| row.get(column));
        cells.all(|cell| matches!(cell, Cell::Number(_) | Cell::Given(_) | Cell::Gap))
    }

    /// Whether a column holds sentences, which are not to be squeezed into a pillar of words.
    fn is_long(&self, column: usize) -> bool {
        let mut cells = self.rows.iter().filter_map(|row| row.get(column));
        cells.any(|cell| matches!(cell, Cell::Words(words) | Cell::Said(words) if words.chars().count() > SENTENCE))
    }

    /// Without the columns in which no row has anything to say.
    pub fn without_empty_columns(mut self) -> Self {
        let said = |column: &usize| self.rows.iter().any(|row| !matches!(row.get(*column), None | Some(Cell::Gap)));
        let kept: Vec<usize> = (0..self.heads.len()).filter(said).collect();
        self.heads = kept.iter().map(|column| self.heads[*column].clone()).collect();
        for row in &mut self.rows {
            *row = kept.iter().filter_map(|column| row.get(*column).cloned()).collect();
        }
        self
    }

    /// As comma-separated values, numbers in full.
    pub fn csv(&self) -> String {
        let quoted = |text: &str| match text.contains([',', '"', '\n']) {
            true => format!("\"{}\"", text.replace('"', "\"\"")),
            false => text.to_owned(),
        };
        let cell = |cell: &Cell| match cell {
            Cell::Words(words) | Cell::Said(words) | Cell::Given(words) => quoted(words),
            Cell::Number(shown) => shown.num.value.to_string(),
            Cell::Gap => String::new(),
        };
        let heads = self.heads.iter().map(|head| quoted(head)).collect::<Vec<_>>().join(",");
        let rows = self.rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(","));
        std::iter::once(heads).chain(rows).map(|line| line + "\n").collect()
    }
}

fn inside(cell: &Cell) -> Markup {
    match cell {
        Cell::Words(words) => html! { (words) },
        Cell::Said(words) => html! { span .said { (spoken(words)) } },
        Cell::Number(shown) => html! { (shown) },
        Cell::Given(words) => html! { span .said { (spoken(words)) } },
        Cell::Gap => html! { "–" },
    }
}

/// A thing with a number for each arm.
#[derive(Clone, Debug)]
pub struct Line {
    /// What it is.
    pub label: String,
    /// How its numbers are written.
    pub how: How,
    /// A number for each arm.
    pub values: Vec<Option<Num>>,
}

impl Line {
    /// A line with a number for each arm.
    pub fn new(run: &Run, label: impl Into<String>, how: How, of: impl Fn(&str) -> Option<Num>) -> Self {
        Self { label: label.into(), how, values: run.arms.iter().map(|arm| of(arm)).collect() }
    }

    /// The baseline's number, nought where there is none.
    pub fn first(&self) -> f64 {
        self.values.first().and_then(Option::as_ref).map_or(0.0, |v| v.value)
    }

    /// Whether some arm has something to show.
    pub fn is_something(&self) -> bool {
        self.values.iter().flatten().any(|v| v.value != 0.0)
    }
}

/// A picture with its sentence and its numbers.
pub struct Figure {
    /// Its anchor, and the name of its files.
    pub id: String,
    /// What it shows, in a few words.
    pub title: String,
    /// What is to be seen, in a sentence or two.
    pub sentence: Markup,
    /// The picture.
    pub shape: Shape,
    /// Its numbers.
    pub numbers: Grid,
}

impl Figure {
    /// Lines as a row each: bars for one arm, dots on a common scale for several.
    pub fn rows(run: &Run, id: &str, title: &str, first: &str, sentence: Markup, lines: &[Line]) -> Self {
        let row = |line: &Line| Row {
            label: line.label.clone(),
            values: line.values.iter().map(|v| v.as_ref().map(|v| (v.value, line.how.text(v.value)))).collect(),
        };
        Self {
            id: id.to_owned(),
            title: title.to_owned(),
            sentence,
            shape: Shape::Rows { series: run.arms.clone(), rows: lines.iter().map(row).collect() },
            numbers: Grid::by_arm(title, first, run, lines),
        }
    }

    /// Its sentence without markup.
    fn plain(&self) -> String {
        plain(&self.sentence)
    }

    /// The picture alone, for a paper or a lesson.
    pub fn svg(&self) -> Result<String, Failure> {
        Ok(titled(&self.shape.wide()?, &format!("{}. {}", self.title, self.plain()), ""))
    }

    /// As it stands on the page: two pictures, of which the style sheet shows the one that fits.
    fn render(&self) -> Result<Markup, Failure> {
        let alt = format!("{}. {}", self.title, self.plain());
        let [wide, narrow] = [(self.shape.wide()?, "wide"), (self.shape.narrow()?, "narrow")]
            .map(|(svg, class)| PreEscaped(titled(&svg, &alt, class)));
        Ok(html! {
            figure id=(self.id) {
                h3 { (self.title) }
                figcaption { (self.sentence) }
                (wide) (narrow)
                details { summary { "The numbers of this figure" } (self.numbers.render()) }
            }
        })
    }
}

/// A text without its tags and with its signs back.
pub fn plain(markup: &Markup) -> String {
    let mut text = String::new();
    for piece in markup.0.split('<') {
        text.push_str(piece.split_once('>').map_or(piece, |(_, words)| words));
    }
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
        .iter()
        .fold(text, |text, (code, sign)| text.replace(code, sign))
}

/// A picture that tells a reader of the screen what it shows.
fn titled(svg: &str, alt: &str, class: &str) -> String {
    let alt = html! { (alt) }.into_string().replace('"', "&quot;");
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    svg.replacen("<svg ", &format!("<svg role=\"img\" aria-label=\"{alt}\"{class} "), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_read_aloud_without_its_tags() {
        let shown = Num::new(0.5, "groups.value[1]").shown(How::Percent);
        assert_eq!(plain(&html! { "A & B: " (shown) " of \"all\"." }), "A & B: 50.0\u{a0}% of \"all\".");
    }

    #[test]
    fn a_table_is_written_in_full_as_comma_separated_values() {
        let mut grid = Grid::new("x", &["who", "share"]);
        grid.push(["kin, by blood".into(), Num::new(0.125, "1").shown(How::About).into()]);
        grid.push(["none".into(), Cell::Gap]);
        assert_eq!(grid.csv(), "who,share\n\"kin, by blood\",0.125\nnone,\n");
    }
}
