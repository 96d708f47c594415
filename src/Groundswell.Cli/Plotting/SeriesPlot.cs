using System.Globalization;
using System.Text;
using Groundswell.Cli.Detecting;
using Groundswell.Detection;

namespace Groundswell.Cli.Plotting;

/// <summary>
/// One series as a picture that stands by itself: what was counted against the expected band, spells of down and suspect behind it and,
/// for those who do not tell colours apart, in a strip above it. An SVG without a script and without anything from elsewhere.
/// </summary>
internal sealed class SeriesPlot
{
    private const int Width = 1200;
    private const int Height = 400;
    private const int Left = 68;
    private const int Top = 92;
    private const int PlotWidth = Width - Left - 22;
    private const int PlotHeight = Height - Top - 40;
    private const int TitleCharacters = 70;
    private const int MostTooltips = 200;
    private const double LeastSpell = 1.5; // narrower than this it would not be seen
    private const double Narrow = 5; // up to this a spell is shaded more strongly
    private const int Crowded = 30; // more spells than this must not hide what was counted
    private const int StripTop = -10;
    private const int StripHeight = 6;

    private readonly Detections _detections;
    private readonly PlotColumns _columns;
    private readonly ValueAxis _axis;
    private readonly string _name;
    private readonly int _rows;
    private readonly List<PlotSpell> _down;
    private readonly List<PlotSpell> _suspect;

    public SeriesPlot(Detections detections, int series)
    {
        _detections = detections;
        _name = detections.Recording.Series[series];
        var rows = detections.Rows.Of(series);
        _rows = rows.Length;
        _columns = new PlotColumns(detections, rows, PlotWidth);
        _axis = ValueAxis.For(_columns.All, detections.Recording.HoldsCounts);
        _down = Spells(rows, SeriesState.Down);
        _suspect = Spells(rows, SeriesState.Suspect);
    }

    private string Noun => _detections.Recording.HoldsCounts ? "counts" : "values";

    public string Draw()
    {
        var svg = new StringBuilder(32_768);
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{Width}\" height=\"{Height}\" viewBox=\"0 0 {Width} {Height}\" {PlotStyle.Root} role=\"img\" aria-labelledby=\"t d\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title id=\"t\">{PlotText.Escape(_name)}</title>\n<desc id=\"d\">{PlotText.Escape(Describe())}</desc>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<style>{PlotStyle.Sheet}</style>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<clipPath id=\"c\"><rect width=\"{PlotWidth}\" height=\"{PlotHeight}\"/></clipPath>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect {PlotStyle.Of("paper")} width=\"{Width}\" height=\"{Height}\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text {PlotStyle.Of("name")} x=\"{Left}\" y=\"32\">{PlotText.Escape(PlotText.Shorten(_name, TitleCharacters))}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left}\" y=\"54\">{PlotText.Escape(Summary())}</text>\n");
        Key(svg);
        svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({Left} {Top})\">\n");
        Shade(svg, "suspect", _suspect);
        Shade(svg, "down", _down);
        Grid(svg);
        svg.Append("<g clip-path=\"url(#c)\">\n");
        Band(svg);
        Values(svg);
        if (_columns.IsDense)
        {
            // The band lies behind what was counted: its edges are drawn once more, in front.
            Line(svg, "edge", c => c.Upper);
            Line(svg, "edge", c => c.Lower);
        }

        Line(svg, "expected", c => c.Expected);
        svg.Append("</g>\n");
        Strip(svg);
        Onsets(svg);
        return svg.Append("</g>\n</svg>\n").ToString();
    }

    private List<PlotSpell> Spells(ReadOnlySpan<int> rows, SeriesState state)
    {
        List<PlotSpell> spells = [];
        for (var i = 0; i < rows.Length; i++)
        {
            if (_detections.Verdicts[rows[i]].State != state)
            {
                continue;
            }

            var from = rows[i];
            while (i + 1 < rows.Length && _detections.Verdicts[rows[i + 1]].State == state)
            {
                i++;
            }

            spells.Add(new PlotSpell(_detections.TimeOf(from).Moment, PlotColumns.After(_detections.TimeOf(rows[i]).Moment, _columns.Step), _detections.OnsetOf(from)));
        }

        return spells;
    }

    private string Summary()
    {
        var zone = PlotText.Zone(_columns.From.Offset);
        var length = TimeSpan.FromTicks(_down.Sum(s => (s.To - s.From).Ticks));
        var times = _down.Count switch { 0 => "never down", 1 => $"down once, {PlotText.Length(length)}", 2 => $"down twice, {PlotText.Length(length)} in all", _ => $"down {PlotText.Count(_down.Count)} times, {PlotText.Length(length)} in all" };
        return $"{PlotText.Time(_columns.From)} to {PlotText.Time(_columns.To)} {zone}; {times}{(_axis.IsRoot ? "; heights are square roots" : "")}";
    }

    private string Describe()
    {
        var highest = _columns.All.Max(c => c.Highest);
        var spells = string.Join("; ", _down.Take(20).Select(s => $"{PlotText.Time(s.From)} to {PlotText.Time(s.To)}"));
        return $"{PlotText.Count(_rows)} {Noun} of {_name}. {Summary()}. At most {ValueAxis.Label(highest)}."
            + (_down.Count > 0 ? $" Down: {spells}{(_down.Count > 20 ? "; and later" : "")}." : "");
    }

    private void Key(StringBuilder svg)
    {
        var x = Left + PlotWidth;
        foreach (var (name, words, width) in ((string, string, int)[])[("onset", "onset", 58), ("suspect", "suspect", 84), ("down", "down", 70), ("expected", "expected, and its band", 180), ("value", Noun, 78)])
        {
            x -= width;
            svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({x} 32)\">");
            svg.Append(name switch
            {
                "value" => $"<path {PlotStyle.Of(name)} d=\"M0-4h16\"/>",
                "expected" => $"<path {PlotStyle.Of("band")} d=\"M0-10h16v12h-16z\"/><path {PlotStyle.Of(name)} d=\"M0-4h16\"/>",
                "onset" => $"<path {PlotStyle.Of("onset-line")} d=\"M8-9v13\"/><path {PlotStyle.Of(name)} d=\"M3-11h10l-5 8z\"/>",
                _ => $"<path {PlotStyle.Of(name)} d=\"M0-10h16v12h-16z\"/><path {PlotStyle.Of($"strip-{name}")} d=\"M0-10h16v4h-16z\"/>",
            });
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"21\">{words}</text></g>\n");
        }
    }

    private void Grid(StringBuilder svg)
    {
        foreach (var tick in _axis.Ticks)
        {
            var y = Y(tick);
            svg.Append(CultureInfo.InvariantCulture, $"<path {PlotStyle.Of("grid")} d=\"M0 {y:0.#}h{PlotWidth}\"/><text text-anchor=\"end\" x=\"-10\" y=\"{y + 4:0.#}\">{ValueAxis.Label(tick)}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<path {PlotStyle.Of("axis")} d=\"M0 {PlotHeight}h{PlotWidth}\"/>\n");
        foreach (var (time, label, isDay) in TimeAxis.Ticks(_columns.From, _columns.To))
        {
            var x = _columns.X(time);
            var side = x < 30 ? "start" : x > PlotWidth - 30 ? "end" : "middle";
            svg.Append(CultureInfo.InvariantCulture, $"<path {PlotStyle.Of("axis")} d=\"M{x:0.#} {PlotHeight}v6\"/><text {(isDay ? PlotStyle.Of("day") + " " : "")}text-anchor=\"{side}\" x=\"{x:0.#}\" y=\"{PlotHeight + 23}\">{label}</text>\n");
        }
    }

    private void Shade(StringBuilder svg, string name, List<PlotSpell> spells)
    {
        foreach (var isNarrow in (bool[])[false, true])
        {
            var path = new PathText();
            Rectangles(path, spells.Where(s => IsNarrow(s) == isNarrow), 0, PlotHeight);
            if (!path.IsEmpty)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<path {PlotStyle.Of(isNarrow && spells.Count <= Crowded ? $"narrow-{name}" : name)} d=\"{path}\"/>\n");
            }
        }
    }

    private bool IsNarrow(PlotSpell spell) => _columns.X(spell.To) - _columns.X(spell.From) < Narrow;

    /// <summary>The spells once more above the plot, in full colour, each with its times as a tooltip while they are not too many.</summary>
    private void Strip(StringBuilder svg)
    {
        foreach (var (name, spells) in ((string, IReadOnlyList<PlotSpell>)[])[("suspect", _suspect), ("down", _down)])
        {
            if (spells.Count <= MostTooltips)
            {
                foreach (var spell in spells)
                {
                    var path = new PathText();
                    Rectangles(path, [spell], StripTop, StripHeight);
                    svg.Append(CultureInfo.InvariantCulture, $"<path {PlotStyle.Of($"strip-{name}")} d=\"{path}\"><title>{name} {PlotText.Time(spell.From)} to {PlotText.Time(spell.To)}</title></path>\n");
                }
            }
            else
            {
                var path = new PathText();
                Rectangles(path, spells, StripTop, StripHeight);
                svg.Append(CultureInfo.InvariantCulture, $"<path {PlotStyle.Of($"strip-{name}")} d=\"{path}\"/>\n");
            }
        }
    }

    /// <summary>Each spell at its own time and within the page. What is too narrow to be seen grows to both sides; what then overlaps becomes one.</summary>
    private void Rectangles(PathText path, IEnumerable<PlotSpell> spells, double y, double height)
    {
        foreach (var (from, to) in PlotSpans.Of(spells.Select(s => (_columns.X(s.From), _columns.X(s.To))), LeastSpell, PlotWidth))
        {
            path.MoveTo(from, y);
            path.LineTo(to, y);
            path.LineTo(to, y + height);
            path.LineTo(from, y + height);
            path.Close();
        }
    }

    /// <summary>A mark above and a line from top to bottom where each spell began. Too many for tooltips are drawn all the same.</summary>
    private void Onsets(StringBuilder svg)
    {
        var isTold = _down.Count <= MostTooltips;
        var last = double.NegativeInfinity;
        var (lines, marks) = (new PathText(), new PathText());
        foreach (var spell in _down)
        {
            var x = _columns.X(spell.Onset ?? spell.From);
            if (!isTold && x - last < 1)
            {
                continue; // nobody could tell it from the one before
            }

            last = x;
            lines.MoveTo(x, StripTop);
            lines.LineTo(x, PlotHeight);
            if (isTold)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<path {PlotStyle.Of("onset")} transform=\"translate({x:0.#})\" d=\"M-5-22h10l-5 9z\"><title>onset {PlotText.Time(spell.Onset ?? spell.From)}</title></path>\n");
            }
            else
            {
                marks.MoveTo(x - 1.5, -19);
                marks.LineTo(x + 1.5, -19);
                marks.LineTo(x, -13);
                marks.Close();
            }
        }

        foreach (var (name, path) in ((string, PathText)[])[("onset-line", lines), ("onset", marks)])
        {
            if (!path.IsEmpty)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<path {PlotStyle.Of(name)}{(name == "onset-line" && _down.Count > Crowded ? " stroke-opacity=\".35\"" : "")} d=\"{path}\"/>\n");
            }
        }
    }

    private void Band(StringBuilder svg)
    {
        var path = new PathText();
        foreach (var (from, to) in Known(c => !double.IsNaN(c.Upper)))
        {
            path.MoveTo(_columns.All[from].X, Y(_columns.All[from].Upper));
            for (var i = from + 1; i < to; i++)
            {
                path.LineTo(_columns.All[i].X, Y(_columns.All[i].Upper));
            }

            for (var i = to - 1; i >= from; i--)
            {
                path.LineTo(_columns.All[i].X, Y(_columns.All[i].Lower));
            }

            path.Close();
        }

        svg.Append(CultureInfo.InvariantCulture, $"<path {PlotStyle.Of("band")} d=\"{path}\"/>\n");
    }

    /// <summary>A line; where columns hold several rows each, their mean within all that lies between the smallest and the largest.</summary>
    private void Values(StringBuilder svg)
    {
        if (_columns.IsDense)
        {
            var path = new PathText();
            foreach (var (from, to) in Known(_ => true))
            {
                path.MoveTo(_columns.All[from].X - 0.5, Y(_columns.All[from].Highest));
                for (var i = from; i < to; i++)
                {
                    path.LineTo(_columns.All[i].X, Y(_columns.All[i].Highest));
                }

                path.LineTo(_columns.All[to - 1].X + 0.5, Y(_columns.All[to - 1].Highest));
                for (var i = to - 1; i >= from; i--)
                {
                    path.LineTo(_columns.All[i].X, Y(_columns.All[i].Lowest));
                }

                path.Close();
            }

            svg.Append(CultureInfo.InvariantCulture, $"<path {PlotStyle.Of("range")} d=\"{path}\"/>\n");
        }

        Line(svg, _columns.IsDense ? "mean" : "value", c => c.Mean);
    }

    private void Line(StringBuilder svg, string name, Func<PlotColumn, double> value)
    {
        var path = new PathText();
        foreach (var (from, to) in Known(c => !double.IsNaN(value(c))))
        {
            path.MoveTo(_columns.All[from].X - (from + 1 == to ? 0.6 : 0), Y(value(_columns.All[from])));
            for (var i = from; i < to; i++)
            {
                path.LineTo(_columns.All[i].X + (from + 1 == to ? 0.6 : 0), Y(value(_columns.All[i])));
            }
        }

        svg.Append(CultureInfo.InvariantCulture, $"<path {PlotStyle.Of(name)} d=\"{path}\"/>\n");
    }

    /// <summary>Columns one after another without a gap: start inclusive, end exclusive.</summary>
    private IEnumerable<(int From, int To)> Known(Func<PlotColumn, bool> isKnown)
    {
        var from = -1;
        for (var i = 0; i <= _columns.All.Count; i++)
        {
            var goesOn = i < _columns.All.Count && isKnown(_columns.All[i]);
            if (from >= 0 && (!goesOn || _columns.All[i].IsAfterGap))
            {
                yield return (from, i);
                from = -1;
            }

            from = from < 0 && goesOn ? i : from;
        }
    }

    private double Y(double value) => PlotHeight * (1 - _axis.Share(value));
}
