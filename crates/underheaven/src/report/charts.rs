//! The pictures, as static SVG: rows on a common scale, lines over time or score, a tile map.
//!
//! Each is drawn twice, for a wide page and for a phone, since a picture that is merely shrunk cannot be read. Colours are
//! those of [`PALETTE`], which the page's style sheet maps to its own, light or dark; no colour stands without a glyph or a
//! label beside it. Scales, axes and lines are `plotters`'; where labels stand is decided here, since no library that we
//! tried puts a name beside its line or above its bar.

use crate::failure::Failure;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use underheaven_base::Day;

/// A picture.
pub enum Shape {
    /// Rows: one bar each, or a dot for each of several series.
    Rows {
        /// The series' names.
        series: Vec<String>,
        /// The rows.
        rows: Vec<Row>,
    },
    /// Lines.
    Lines {
        /// The lines.
        lines: Vec<Curve>,
        /// What lies along the bottom.
        along: Along,
        /// How a value on the left is written.
        text: fn(f64) -> String,
        /// Whether the scale starts at nought.
        from_nought: bool,
    },
    /// A tile for each place.
    Tiles(Vec<Tile>),
}

/// A row.
pub struct Row {
    /// Its label.
    pub label: String,
    /// For each series its value with its words.
    pub values: Vec<Option<(f64, String)>>,
}

/// A line.
pub struct Curve {
    /// Its name, which stands at its end.
    pub name: String,
    /// Where it goes.
    pub points: Vec<(f64, f64)>,
}

/// What lies along the bottom of lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Along {
    /// Days since 1970.
    Days,
    /// Scores.
    Scores,
}

/// A tile of a map.
pub struct Tile {
    /// Column and row.
    pub at: (i32, i32),
    /// Its name; a soft hyphen says where it may be parted, as a space does.
    pub name: String,
    /// Its value with its words.
    pub value: Option<(f64, String)>,
}

const INK: RGBColor = RGBColor(0x14, 0x20, 0x2B);
const SOFT: RGBColor = RGBColor(0x52, 0x60, 0x6D);
const HAIR: RGBColor = RGBColor(0xD5, 0xDB, 0xE1);
const PAPER: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);
/// Series in order; each has a glyph of its own, too.
const SERIES: [RGBColor; 4] =
    [RGBColor(0x1F, 0x5F, 0x8B), RGBColor(0xB4, 0x53, 0x0A), RGBColor(0x6B, 0x2F, 0x86), RGBColor(0x3D, 0x4A, 0x57)];
/// Shades of a map, from few to many.
const SHADES: [RGBColor; 5] = [
    RGBColor(0xEE, 0xF3, 0xF7),
    RGBColor(0xD9, 0xE5, 0xEE),
    RGBColor(0xBF, 0xD5, 0xE5),
    RGBColor(0xA2, 0xC3, 0xDB),
    RGBColor(0x86, 0xB0, 0xD0),
];

/// Every colour of a picture with its name in the page's style sheet.
pub fn palette() -> Vec<(String, String)> {
    let hex = |c: &RGBColor| format!("#{:02X}{:02X}{:02X}", c.0, c.1, c.2);
    let named = [("ink", INK), ("soft", SOFT), ("hair", HAIR), ("paper", PAPER)];
    let mut all: Vec<(String, String)> = named.iter().map(|(name, c)| ((*name).to_owned(), hex(c))).collect();
    all.extend(SERIES.iter().enumerate().map(|(i, c)| (format!("series-{i}"), hex(c))));
    all.extend(SHADES.iter().enumerate().map(|(i, c)| (format!("shade-{i}"), hex(c))));
    all
}

/// So many units of a picture make a pixel: positions are whole numbers, and whole pixels are too coarse for a line.
const FINE: i32 = 4;
const WIDE: i32 = 720;
const NARROW: i32 = 360;
const TEXT: i32 = 14;

type Area<'a> = DrawingArea<SVGBackend<'a>, plotters::coord::Shift>;
type Drawn = Result<(), Box<dyn std::error::Error>>;

impl Shape {
    /// For a page.
    pub fn wide(&self) -> Result<String, Failure> {
        self.draw(WIDE)
    }

    /// For a phone.
    pub fn narrow(&self) -> Result<String, Failure> {
        self.draw(NARROW)
    }

    fn draw(&self, width: i32) -> Result<String, Failure> {
        let height = self.height(width);
        let mut svg = String::new();
        let drawn = (|| -> Drawn {
            let size = ((width * FINE) as u32, (height * FINE) as u32);
            let area = SVGBackend::with_string(&mut svg, size).into_drawing_area();
            area.fill(&PAPER)?;
            match self {
                Shape::Rows { series, rows } => draw_rows(&area, width, series, rows)?,
                Shape::Lines { lines, along, text, from_nought } => {
                    draw_lines(&area, width, lines, *along, *text, *from_nought)?;
                }
                Shape::Tiles(tiles) => draw_tiles(&area, width, tiles)?,
            }
            Ok(area.present()?)
        })();
        drawn.map_err(|e| {
            Failure::refused(format!("a figure could not be drawn: {e}"), "please report the run that shows it")
        })?;
        // One step of the grid is a quarter of a pixel, and a picture is as wide as it says.
        Ok(svg.replacen(
            &format!("width=\"{}\" height=\"{}\"", width * FINE, height * FINE),
            &format!("width=\"{width}\" height=\"{height}\""),
            1,
        ))
    }

    fn height(&self, width: i32) -> i32 {
        match self {
            Shape::Rows { series, rows } => head(series) + rows.len() as i32 * row_height(width) + 8,
            Shape::Lines { .. } => 300,
            Shape::Tiles(tiles) => {
                let (columns, rows) = extent(tiles);
                tile(width, columns).1 * rows + 8
            }
        }
    }
}

/// The line of names above rows of several series.
fn head(series: &[String]) -> i32 {
    if series.len() > 1 { 30 } else { 4 }
}

fn row_height(width: i32) -> i32 {
    if width < WIDE { 44 } else { 28 }
}

/// How wide some words are, as nearly as one can say without the font.
fn wide(text: &str) -> i32 {
    (text.chars().count() as f64 * f64::from(TEXT) * 0.56) as i32 + 6
}

fn write(area: &Area<'_>, words: &str, (x, y): (f64, f64), colour: RGBColor, h: HPos) -> Drawn {
    // The library's sizes are of the line, not of the letter.
    let size = f64::from(TEXT * FINE) * 1.24;
    let style = TextStyle::from(("sans-serif", size)).color(&colour).pos(Pos::new(h, VPos::Center));
    let at = ((x * f64::from(FINE)) as i32, (y * f64::from(FINE)) as i32);
    Ok(area.draw(&Text::new(words.to_owned(), at, style))?)
}

/// A series' glyph, so that no colour stands alone.
fn glyph(area: &Area<'_>, series: usize, (x, y): (f64, f64)) -> Drawn {
    let (x, y) = ((x * f64::from(FINE)) as i32, (y * f64::from(FINE)) as i32);
    let (colour, r) = (SERIES[series % SERIES.len()], 5 * FINE);
    let line = colour.stroke_width(2 * FINE as u32);
    let square = [(x - r, y - r), (x + r, y + r)];
    match series % SERIES.len() {
        0 => area.draw(&Circle::new((x, y), r, colour.filled()))?,
        1 => {
            area.draw(&Rectangle::new(square, PAPER.filled()))?;
            // The library draws a rectangle's outline thin, however wide it is asked for.
            let [(x0, y0), (x1, y1)] = square;
            area.draw(&PathElement::new(vec![(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0), (x1, y0)], line))?;
        }
        2 => area.draw(&TriangleMarker::new((x, y), r + FINE, colour.filled()))?,
        _ => area.draw(&Cross::new((x, y), r, line))?,
    }
    Ok(())
}

fn draw_rows(area: &Area<'_>, width: i32, series: &[String], rows: &[Row]) -> Drawn {
    let narrow = width < WIDE;
    let longest = |of: &dyn Fn(&Row) -> i32| rows.iter().map(of).max().unwrap_or(0);
    let left = if narrow { 8 } else { longest(&|row| wide(&row.label)).min(300) + 14 };
    let right = longest(&|row| row.values.iter().flatten().map(|(_, words)| wide(words)).max().unwrap_or(0)) + 14;
    let (high, each) = (head(series), f64::from(row_height(width)));
    names(area, series, left)?;

    let values = || rows.iter().flat_map(|row| row.values.iter().flatten().map(|(v, _)| *v));
    let (low, top) = values().fold((0.0_f64, 0.0_f64), |(low, top), v| (low.min(v), top.max(v)));
    let room = f64::from(width - left - right - if low < 0.0 { right } else { 0 });
    let span = if top > low { top - low } else { 1.0 };
    let start = f64::from(left + if low < 0.0 { right } else { 0 });
    let at = |v: f64| start + (v - low) / span * room;
    for (i, row) in rows.iter().enumerate() {
        let top = f64::from(high) + i as f64 * each;
        let middle = if narrow { top + 31.0 } else { top + each / 2.0 };
        match narrow {
            true => write(area, &row.label, (f64::from(left), top + 11.0), INK, HPos::Left)?,
            false => write(area, &row.label, (f64::from(left - 12), middle), INK, HPos::Right)?,
        }
        if narrow {
            stroke(area, &[(at(0.0), middle - 10.0), (at(0.0), middle + 10.0)], INK, 1)?;
        }
        match series.len() {
            1 => bar(area, row, (at(0.0), middle), &at)?,
            _ => dots(area, row, middle, &at)?,
        }
    }
    if narrow {
        return Ok(());
    }
    let (x, ends) = (at(0.0), [f64::from(high), f64::from(high) + rows.len() as f64 * each]);
    stroke(area, &[(x, ends[0]), (x, ends[1])], INK, 1)
}

/// The series' names with their glyphs, above rows.
fn names(area: &Area<'_>, series: &[String], left: i32) -> Drawn {
    if series.len() < 2 {
        return Ok(());
    }
    let mut x = f64::from(left);
    for (i, name) in series.iter().enumerate() {
        glyph(area, i, (x + 6.0, 12.0))?;
        write(area, name, (x + 18.0, 12.0), INK, HPos::Left)?;
        x += f64::from(wide(name)) + 30.0;
    }
    Ok(())
}

fn bar(area: &Area<'_>, row: &Row, (zero, middle): (f64, f64), at: &dyn Fn(f64) -> f64) -> Drawn {
    let Some(Some((value, words))) = row.values.first() else {
        return write(area, "–", (zero + 6.0, middle), SOFT, HPos::Left);
    };
    let fine = |x: f64| (x * f64::from(FINE)) as i32;
    let end = at(*value);
    let corners = [(fine(zero.min(end)), fine(middle - 8.0)), (fine(zero.max(end)), fine(middle + 8.0))];
    area.draw(&Rectangle::new(corners, SERIES[0].filled()))?;
    let (x, h) = if *value < 0.0 { (end - 6.0, HPos::Right) } else { (end + 6.0, HPos::Left) };
    write(area, words, (x, middle), INK, h)
}

/// A dot for each series on one line, the last one's words beside it.
fn dots(area: &Area<'_>, row: &Row, middle: f64, at: &dyn Fn(f64) -> f64) -> Drawn {
    let there: Vec<(usize, f64, &str)> = row
        .values
        .iter()
        .enumerate()
        .filter_map(|(i, v)| v.as_ref().map(|(v, words)| (i, at(*v), words.as_str())))
        .collect();
    let ends = there.iter().fold((f64::MAX, f64::MIN), |(a, b), (_, x, _)| (a.min(*x), b.max(*x)));
    if there.is_empty() {
        return write(area, "–", (at(0.0) + 6.0, middle), SOFT, HPos::Left);
    }
    stroke(area, &[(ends.0, middle), (ends.1, middle)], SOFT, 2)?;
    // The first series lies on top, so that a hollow glyph never hides it.
    for (i, x, _) in there.iter().rev() {
        glyph(area, *i, (*x, middle))?;
    }
    let last = there.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    last.map_or(Ok(()), |(_, x, words)| write(area, words, (x + 12.0, middle), INK, HPos::Left))
}

fn stroke(area: &Area<'_>, points: &[(f64, f64)], colour: RGBColor, width: i32) -> Drawn {
    let fine = |x: f64| (x * f64::from(FINE)) as i32;
    let points: Vec<(i32, i32)> = points.iter().map(|(x, y)| (fine(*x), fine(*y))).collect();
    Ok(area.draw(&PathElement::new(points, colour.stroke_width((width * FINE) as u32)))?)
}

fn draw_lines(
    area: &Area<'_>,
    width: i32,
    lines: &[Curve],
    along: Along,
    text: fn(f64) -> String,
    from_nought: bool,
) -> Drawn {
    let points = || lines.iter().flat_map(|line| line.points.iter());
    let span =
        |of: fn(&(f64, f64)) -> f64| points().map(of).fold((f64::MAX, f64::MIN), |(a, b), v| (a.min(v), b.max(v)));
    let ((first, last), (mut low, mut high)) = (span(|p| p.0), span(|p| p.1));
    if first > last {
        return write(area, "nothing to show", (10.0, 20.0), SOFT, HPos::Left);
    }
    if from_nought {
        (low, high) = (low.min(0.0), high * 1.05);
    }
    if high <= low {
        high = low + 1.0;
    }
    let names = lines.iter().map(|line| wide(&line.name)).max().unwrap_or(0);
    let right = if width < WIDE { 14 } else { names + 24 };
    let mut chart = ChartBuilder::on(area)
        .margin_top(if width < WIDE { lines.len() as i32 * 20 + 10 } else { 10 } * FINE)
        .margin_right(right * FINE)
        .set_label_area_size(LabelAreaPosition::Left, 66 * FINE)
        .set_label_area_size(LabelAreaPosition::Bottom, 26 * FINE)
        .build_cartesian_2d(first..last, low..high)?;
    let label = TextStyle::from(("sans-serif", f64::from(TEXT * FINE) * 1.24)).color(&SOFT);
    let ticks = (width / 90).max(3) as usize;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(HAIR.stroke_width(FINE as u32))
        .axis_style(HAIR.stroke_width(FINE as u32))
        .label_style(label)
        .y_labels(5)
        .x_labels(if along == Along::Scores { ticks } else { 0 })
        .x_label_formatter(&|x| format!("{x:.0}"))
        .y_label_formatter(&|y| text(*y))
        .set_tick_mark_size(LabelAreaPosition::Bottom, 3 * FINE)
        .set_tick_mark_size(LabelAreaPosition::Left, 6 * FINE)
        .draw()?;
    for (i, line) in lines.iter().enumerate() {
        let style = SERIES[i % SERIES.len()].stroke_width((5 * FINE / 2) as u32);
        chart.draw_series([PathElement::new(line.points.clone(), style)])?;
    }
    let pixel = |p: &(f64, f64)| {
        let (x, y) = chart.plotting_area().map_coordinate(p);
        (f64::from(x) / f64::from(FINE), f64::from(y) / f64::from(FINE))
    };
    if along == Along::Days {
        dates(area, (first, last), width, &|x| pixel(&(x, low)))?;
    }
    let ends: Vec<(f64, f64)> = lines.iter().map(|l| l.points.last().map_or((0.0, 0.0), pixel)).collect();
    let rows = apart(&ends.iter().map(|(_, y)| *y).collect::<Vec<_>>(), 18.0);
    for (i, line) in lines.iter().enumerate() {
        glyph(area, i, ends[i])?;
        let (x, y) = if width < WIDE { (22.0, 12.0 + 20.0 * i as f64) } else { (ends[i].0 + 12.0, rows[i]) };
        if width < WIDE {
            glyph(area, i, (x - 12.0, y))?;
        }
        write(area, &line.name, (x, y), INK, HPos::Left)?;
    }
    Ok(())
}

/// The dates below lines over days.
fn dates(area: &Area<'_>, (first, last): (f64, f64), width: i32, pixel: &dyn Fn(f64) -> (f64, f64)) -> Drawn {
    for (day, words) in turns(Day(first as i32), Day(last as i32), width) {
        let (x, y) = pixel(f64::from(day.0));
        stroke(area, &[(x, y), (x, y + 4.0)], SOFT, 1)?;
        if let Some(words) = words {
            let most = f64::from(width - wide(&words) / 2);
            write(area, &words, (x.min(most), y + 15.0), SOFT, HPos::Center)?;
        }
    }
    Ok(())
}

/// The days that are marked between two, each with its words if it has any: turns of years, where that makes two or more of them,
/// else turns of months, else both ends.
fn turns(first: Day, last: Day, width: i32) -> Vec<(Day, Option<String>)> {
    let within = |days: Vec<Day>| days.into_iter().filter(|day| (first..=last).contains(day)).collect::<Vec<_>>();
    let ((from, _, _), (to, _, _)) = (first.ymd(), last.ymd());
    let years = within((from..=to).filter_map(|year| Day::from_ymd(year, 1, 1)).collect());
    let room = (width / 100).max(1) as usize;
    if years.len() >= 2 {
        let step = if width < WIDE && to - from > 4 { 2 } else { 1 };
        let told = |year: i32| (year % step == 0).then(|| year.to_string());
        return years.into_iter().map(|day| (day, told(day.ymd().0))).collect();
    }
    let months = within((0..=24).map(|n| first.month_start(n)).collect());
    if months.len() >= 2 {
        let step = [1, 2, 3, 4, 6].into_iter().find(|step| months.len().div_ceil(*step) <= room).unwrap_or(12);
        let told = |(year, month, _): (i32, u8, u8)| {
            (usize::from(month - 1) % step == 0).then(|| format!("{year}-{month:02}"))
        };
        return months.into_iter().map(|day| (day, told(day.ymd()))).collect();
    }
    let ends = if first == last { vec![last] } else { vec![first, last] };
    ends.into_iter().map(|day| (day, Some(day.to_string()))).collect()
}

/// Heights pushed apart, each as near to its own as the others allow.
fn apart(heights: &[f64], least: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..heights.len()).collect();
    order.sort_by(|a, b| heights[*a].total_cmp(&heights[*b]));
    let mut rows = heights.to_vec();
    for pair in order.windows(2) {
        rows[pair[1]] = rows[pair[1]].max(rows[pair[0]] + least);
    }
    rows
}

fn extent(tiles: &[Tile]) -> (i32, i32) {
    tiles.iter().fold((1, 1), |(c, r), tile| (c.max(tile.at.0 + 1), r.max(tile.at.1 + 1)))
}

/// A tile's width and height.
fn tile(width: i32, columns: i32) -> (i32, i32) {
    let across = ((width - 4) / columns).min(86);
    (across, if width < WIDE { across } else { across * 3 / 5 })
}

fn draw_tiles(area: &Area<'_>, width: i32, tiles: &[Tile]) -> Drawn {
    let (columns, _) = extent(tiles);
    let (across, down) = tile(width, columns);
    let size = if width < WIDE { 9 } else { 12 };
    let mut values: Vec<f64> = tiles.iter().filter_map(|t| t.value.as_ref().map(|(v, _)| *v)).collect();
    values.sort_by(f64::total_cmp);
    for tile in tiles {
        let (x, y) = (tile.at.0 * across + 4, tile.at.1 * down + 4);
        let shade = tile.value.as_ref().map_or(PAPER, |(v, _)| SHADES[fifth(&values, *v)]);
        let corners = [(x * FINE, y * FINE), ((x + across - 3) * FINE, (y + down - 3) * FINE)];
        area.draw(&Rectangle::new(corners, shade.filled()))?;
        let middle = f64::from(x) + f64::from(across - 3) / 2.0;
        let number = tile.value.as_ref().map_or("–", |(_, words)| words).to_owned();
        let mut lines: Vec<(String, i32)> =
            parted(&tile.name, across - 6, size).into_iter().map(|l| (l, size)).collect();
        lines.push((number, size + 1));
        let step = f64::from(size) * 1.3;
        let top = f64::from(y) + (f64::from(down - 3) - step * (lines.len() as f64 - 1.0)) / 2.0;
        for (i, (words, size)) in lines.iter().enumerate() {
            small(area, words, (middle, top + step * i as f64), *size)?;
        }
    }
    Ok(())
}

/// A name on one line where it fits, else parted where it may be.
fn parted(name: &str, room: i32, size: i32) -> Vec<String> {
    let plain = name.replace('\u{ad}', "");
    if (plain.chars().count() as f64 * f64::from(size) * 0.56) as i32 <= room {
        return vec![plain];
    }
    match (name.split_once('\u{ad}'), name.split_once(' ')) {
        (Some((first, rest)), _) => vec![format!("{first}-"), rest.to_owned()],
        (None, Some((first, rest))) => vec![first.to_owned(), rest.to_owned()],
        (None, None) => vec![plain],
    }
}

/// In which fifth of some values one lies.
fn fifth(sorted: &[f64], value: f64) -> usize {
    let below = sorted.iter().filter(|v| **v < value).count();
    (below * SHADES.len() / sorted.len().max(1)).min(SHADES.len() - 1)
}

fn small(area: &Area<'_>, words: &str, (x, y): (f64, f64), size: i32) -> Drawn {
    let style = TextStyle::from(("sans-serif", f64::from(size * FINE) * 1.24)).color(&INK);
    let at = ((x * f64::from(FINE)) as i32, (y * f64::from(FINE)) as i32);
    Ok(area.draw(&Text::new(words.to_owned(), at, style.pos(Pos::new(HPos::Center, VPos::Center))))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_never_lie_on_each_other() {
        assert_eq!(apart(&[10.0, 12.0, 100.0], 18.0), [10.0, 28.0, 100.0]);
        assert_eq!(apart(&[12.0, 10.0], 18.0), [28.0, 10.0]);
    }

    #[test]
    fn whatever_is_drawn_over_days_says_which_days() {
        let told = |from: &str, to: &str, width: i32| {
            let day = |text: &str| Day::parse(text).unwrap();
            let all = turns(day(from), day(to), width);
            all.into_iter().filter_map(|(_, words)| words).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(told("2014-07-31", "2020-12-31", 720), "2015 2016 2017 2018 2019 2020");
        assert_eq!(told("2014-07-31", "2020-12-31", 340), "2016 2018 2020");
        assert_eq!(told("2018-01-31", "2018-06-30", 720), "2018-02 2018-03 2018-04 2018-05 2018-06");
        assert_eq!(told("2018-01-31", "2018-06-30", 340), "2018-03 2018-05");
        assert_eq!(told("2017-01-31", "2018-12-31", 720), "2017-05 2017-09 2018-01 2018-05 2018-09");
        assert_eq!(told("2018-02-04", "2018-03-11", 720), "2018-02-04 2018-03-11");
        assert_eq!(told("2018-02-04", "2018-02-04", 720), "2018-02-04");
    }

    #[test]
    fn a_tiles_name_is_parted_only_where_it_does_not_fit() {
        assert_eq!(parted("Chong\u{ad}qing", 80, 12), ["Chongqing"]);
        assert_eq!(parted("Chong\u{ad}qing", 38, 9), ["Chong-", "qing"]);
        assert_eq!(parted("Inner Mongolia", 80, 12), ["Inner", "Mongolia"]);
        assert_eq!(parted("Shandong", 10, 9), ["Shandong"]);
    }

    #[test]
    fn every_colour_of_a_picture_is_in_the_palette() {
        let row = |label: &str, a: f64, b: f64| Row {
            label: label.to_owned(),
            values: vec![Some((a, format!("{a}"))), Some((b, format!("{b}")))],
        };
        let rows = vec![row("a", 1.0, 2.0), row("b", -1.0, 0.0)];
        let curve = |name: &str| Curve { name: name.to_owned(), points: vec![(16_000.0, 1.0), (17_000.0, 3.0)] };
        let tile = Tile { at: (0, 0), name: "x".to_owned(), value: Some((1.0, "1".to_owned())) };
        let shapes = [
            Shape::Rows { series: ["a", "b"].map(str::to_owned).to_vec(), rows },
            Shape::Lines {
                lines: vec![curve("one"), curve("two")],
                along: Along::Days,
                text: |y| format!("{y:.0}"),
                from_nought: true,
            },
            Shape::Tiles(vec![tile]),
        ];
        let known: Vec<String> = palette().into_iter().map(|(_, hex)| hex).collect();
        for svg in shapes.iter().flat_map(|s| [s.wide().unwrap(), s.narrow().unwrap()]) {
            assert!(!svg.contains("style="), "a strict page allows no style in a tag");
            for found in svg.split("=\"#").skip(1).map(|rest| format!("#{}", &rest[..6])) {
                assert!(known.contains(&found), "{found}");
            }
        }
    }
}
