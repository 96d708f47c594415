using System.Globalization;
using System.Text;
using Groundswell.Incidents;
using Groundswell.Publication;
using Groundswell.Server.Pages.Words;

namespace Groundswell.Server.Pages.Charts;

/// <summary>
/// Counts against what was expected, as SVG. The curves live in a stretched inner picture; words stand outside it at
/// percentages, so that they keep their size on a phone.
/// </summary>
internal sealed class CountChart
{
    public const int Height = 220;

    private const int Top = 14;
    private const int Bottom = 24;
    private const int PlotHeight = Height - Top - Bottom;

    private readonly ChartSeries _series;
    private readonly IReadOnlyList<Incident> _incidents;
    private readonly IReadOnlyList<int> _ticks;
    private readonly double _span;

    public CountChart(ChartSeries series, IReadOnlyList<Incident> incidents)
    {
        _series = series;
        From = series.From;
        To = series.From + (series.Step * series.Reports.Count);
        _incidents = [.. incidents.Where(i => i.Onset < To && (i.ResolvedAt ?? To) > From)];
        _span = Math.Max(1, series.Reports.Count - 1);
        var most = Math.Max(series.Reports.DefaultIfEmpty().Max(), series.Upper.Where(u => !float.IsNaN(u)).DefaultIfEmpty().Max());
        _ticks = AxisTicks.For(Math.Max(4, most));
    }

    public DateTimeOffset From { get; }

    public DateTimeOffset To { get; }

    public IReadOnlyList<Incident> Incidents => _incidents;

    /// <summary>The inside of an svg element that is as wide as its place and <see cref="Height"/> high.</summary>
    public string Draw()
    {
        var svg = new StringBuilder(8192);
        Grid(svg);
        svg.Append(CultureInfo.InvariantCulture, $"<svg y=\"{Top}\" width=\"100%\" height=\"{PlotHeight}\" viewBox=\"0 0 1000 {PlotHeight}\" preserveAspectRatio=\"none\">");
        foreach (var incident in _incidents)
        {
            var from = X(Step(incident.Onset));
            var to = X(Step(incident.ResolvedAt ?? To));
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"c-inc\" x=\"{from}\" width=\"{Math.Max(2, to - from)}\" height=\"{PlotHeight}\"/>");
        }

        Band(svg);
        Line(svg, "c-exp", i => _series.Expected[i]);
        Line(svg, "c-rep", i => _series.Reports[i]);
        return svg.Append("</svg>").ToString();
    }

    /// <summary>Values for a script, space between; NaN as a dash.</summary>
    public static string Values(IReadOnlyList<float> values) =>
        string.Join(' ', values.Select(v => float.IsNaN(v) ? "-" : v.ToString("0.#", CultureInfo.InvariantCulture)));

    public static string Values(IReadOnlyList<int> values) => string.Join(' ', values.Select(v => v.ToString(CultureInfo.InvariantCulture)));

    private void Grid(StringBuilder svg)
    {
        foreach (var tick in _ticks)
        {
            var y = Top + Y(tick);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"{(tick == 0 ? "c-zero" : "c-grid")}\" x2=\"100%\" y1=\"{y}\" y2=\"{y}\"/>");
            if (tick > 0)
            {
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"2\" y=\"{y - 3}\">{Amounts.Text(tick)}</text>");
            }
        }

        var every = Spacing(To - From);
        var first = new DateTimeOffset(From.Ticks + ((every.Ticks - (From.Ticks % every.Ticks)) % every.Ticks), TimeSpan.Zero);
        var number = 0;
        for (var at = first; at <= To; at += every, number++)
        {
            var percent = (at - From) / (To - From) * 100;
            var label = every >= TimeSpan.FromDays(1) ? at.UtcDateTime.ToString("d MMM", CultureInfo.InvariantCulture) : Moment.Clock(at);
            var side = percent < 4 ? " class=\"c-first\"" : percent > 96 ? " class=\"c-last\"" : number % 2 == 1 ? " class=\"c-mid c-odd\"" : " class=\"c-mid\"";
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"c-tick\" x1=\"{percent:0.##}%\" x2=\"{percent:0.##}%\" y1=\"{Height - Bottom}\" y2=\"{Height - Bottom + 5}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{percent:0.##}%\" y=\"{Height - 5}\"{side}>{label}</text>");
        }
    }

    private static TimeSpan Spacing(TimeSpan shown) => shown.TotalHours switch
    {
        <= 2 => TimeSpan.FromMinutes(15),
        <= 5 => TimeSpan.FromMinutes(30),
        <= 10 => TimeSpan.FromHours(1),
        <= 30 => TimeSpan.FromHours(3),
        <= 60 => TimeSpan.FromHours(6),
        _ => TimeSpan.FromDays(1),
    };

    private void Band(StringBuilder svg)
    {
        foreach (var (start, end) in Known())
        {
            svg.Append("<path class=\"c-band\" d=\"");
            for (var i = start; i < end; i++)
            {
                svg.Append(CultureInfo.InvariantCulture, $"{(i == start ? 'M' : i == start + 1 ? 'L' : ' ')}{X(i)} {Y(_series.Upper[i])}");
            }

            for (var i = end - 1; i >= start; i--)
            {
                svg.Append(CultureInfo.InvariantCulture, $" {X(i)} {Y(_series.Lower[i])}");
            }

            svg.Append("z\"/>");
        }
    }

    private void Line(StringBuilder svg, string name, Func<int, double> value)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"{name}\" d=\"");
        var command = 'M';
        for (var i = 0; i < _series.Reports.Count; i++)
        {
            var count = value(i);
            if (double.IsNaN(count))
            {
                command = 'M';
                continue;
            }

            svg.Append(CultureInfo.InvariantCulture, $"{command}{X(i)} {Y(count)}");
            command = command == 'M' ? 'L' : ' ';
        }

        svg.Append("\"/>");
    }

    /// <summary>Stretches in which the band is known: start inclusive, end exclusive, two steps or more.</summary>
    private IEnumerable<(int Start, int End)> Known()
    {
        var start = -1;
        for (var i = 0; i <= _series.Reports.Count; i++)
        {
            var isKnown = i < _series.Reports.Count && !float.IsNaN(_series.Lower[i]) && !float.IsNaN(_series.Upper[i]);
            if (isKnown && start < 0)
            {
                start = i;
            }
            else if (!isKnown && start >= 0)
            {
                if (i - start > 1)
                {
                    yield return (start, i);
                }

                start = -1;
            }
        }
    }

    private double Step(DateTimeOffset at) => Math.Clamp((at - From) / _series.Step, 0, _span);

    private int X(double step) => (int)Math.Round(step / _span * 1000);

    private int Y(double count) => (int)Math.Round(PlotHeight - (count / _ticks[^1] * PlotHeight));
}
