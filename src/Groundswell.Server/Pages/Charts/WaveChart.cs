using System.Globalization;
using Groundswell.Catalogue;
using Groundswell.Incidents.Causes;
using Groundswell.Publication;
using Groundswell.Server.Pages.Words;

namespace Groundswell.Server.Pages.Charts;

/// <summary>
/// An incident's waves over time: a lane for the supplier's words, then for each wave the component that took it down and a bar a
/// service. Places across are in percent, so that words keep their size on every screen; places down are in pixels.
/// </summary>
internal sealed class WaveChart
{
    private const int LabelHeight = 18;
    private const int LaneHeight = 9;
    private const int BarHeight = 4;
    private const int MostBars = 80;
    private const int Gap = 10;
    private const int AxisHeight = 20;
    private static readonly int[] HourSteps = [1, 2, 3, 6, 12, 24, 48];
    private static readonly int[] MinuteSteps = [5, 10, 15, 30];

    private readonly DateTimeOffset _from;
    private readonly TimeSpan _length;

    public WaveChart(CauseIncident incident, ServiceCatalogue catalogue, DateTimeOffset now)
    {
        var end = incident.ResolvedAt ?? now;
        var lead = Math.Max(2, (end - incident.Onset).TotalMinutes / 40);
        _from = incident.Onset.AddMinutes(-lead);
        _length = end.AddMinutes(lead) - _from;
        var y = AxisHeight;
        var notices = incident.History.OfType<CauseEvent.NoticeSeen>().ToList();
        if (notices.Count > 0)
        {
            Labels.Add(new Text(y + 12, $"Status page of {catalogue.Providers.GetValueOrDefault(incident.Cause.Provider)?.Name ?? incident.Cause.Provider}"));
            y += LabelHeight;
            Notices.AddRange(notices.Select(n => new Mark(X(n.PostedAt), y + (LaneHeight / 2), n.IsResolved, $"{Moment.Short(n.PostedAt)}: {n.Text}", $"{{}}: {n.Text.Replace('{', '(').Replace('}', ')')}", At(n.PostedAt))));
            y += LaneHeight + Gap;
        }

        var spells = ServiceSpell.Of(incident, now);
        foreach (var wave in incident.Waves)
        {
            var own = spells.Where(s => s.Wave == wave.Number).Take(MostBars).ToList();
            Labels.Add(new Text(y + 12, $"Wave {wave.Number}: {Amounts.Counted(incident.ServicesIn(wave), "service", "services")}"));
            y += LabelHeight;
            foreach (var by in Cause(wave, catalogue))
            {
                Labels.Add(new Text(y + 10, by, IsNote: true));
                y += LabelHeight - 2;
            }

            if (wave.Component is { } component && incident.Components.GetValueOrDefault(component) is { } failing)
            {
                Components.Add(Bar(failing.Failing.Onset, failing.RecoveredAt ?? end, y, LaneHeight, CauseTitle.NameOf(component, catalogue)));
                y += LaneHeight + 2;
            }

            foreach (var spell in own)
            {
                Services.Add(Bar(spell.From, spell.To, y, BarHeight - 1, catalogue.Services.GetValueOrDefault(spell.Service)?.Name ?? spell.Service.ToString()));
                y += BarHeight;
            }

            y += Gap;
        }

        Height = y;
        Ticks = [.. Clocks().Select(t => new Tick(X(t), Moment.Clock(t), t))];
    }

    public int Height { get; }

    public List<Text> Labels { get; } = [];

    public List<Mark> Notices { get; } = [];

    public List<Span> Components { get; } = [];

    public List<Span> Services { get; } = [];

    public IReadOnlyList<Tick> Ticks { get; }

    // On lines of their own: words of a drawing do not wrap, and a phone is narrow.
    private static IEnumerable<string> Cause(CauseWave wave, ServiceCatalogue catalogue)
    {
        if (wave.Component is { } component)
        {
            yield return $"through {CauseTitle.NameOf(component, catalogue)}";
        }

        if (wave is { OnItsOwn: true, TriggeredBy: { } trigger })
        {
            yield return $"no longer caused by {CauseTitle.NameOf(trigger, catalogue)}";
        }
    }

    private Span Bar(DateTimeOffset from, DateTimeOffset to, int y, int height, string name) => new(
        X(from),
        Percent(Math.Max(0.4, 100 * ((to - from) / _length))),
        y,
        height,
        $"{name}: {Moment.Clock(from)} to {Moment.Clock(to)}",
        $"{name}: {{}} to {{}}",
        $"{At(from)} {At(to)}");

    private static string At(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private string X(DateTimeOffset at) => Percent(Math.Clamp(100 * ((at - _from) / _length), 0, 100));

    private static string Percent(double value) => value.ToString("0.##", CultureInfo.InvariantCulture) + "%";

    // Four to seven clocks.
    private IEnumerable<DateTimeOffset> Clocks()
    {
        var step = MinuteSteps.Select(m => TimeSpan.FromMinutes(m)).Concat(HourSteps.Select(h => TimeSpan.FromHours(h))).FirstOrDefault(s => _length / s <= 6, TimeSpan.FromHours(HourSteps[^1]));
        var first = new DateTimeOffset(((_from.UtcTicks / step.Ticks) + 1) * step.Ticks, TimeSpan.Zero);
        for (var at = first; at < _from + (_length * 0.97); at += step)
        {
            yield return at;
        }
    }

    /// <param name="Y">Baseline.</param>
    /// <param name="Words">What it says.</param>
    /// <param name="IsNote">It explains the one above.</param>
    internal sealed record Text(int Y, string Words, bool IsNote = false);

    /// <param name="X">Across.</param>
    /// <param name="Y">Down.</param>
    /// <param name="IsOver">It marks the trouble resolved.</param>
    /// <param name="Words">What it says, in UTC.</param>
    /// <param name="Template">The same with a pair of braces for each time.</param>
    /// <param name="Times">The times, in seconds since 1970, space between.</param>
    internal sealed record Mark(string X, int Y, bool IsOver, string Words, string Template, string Times);

    /// <param name="X">Across.</param>
    /// <param name="Width">How wide.</param>
    /// <param name="Y">Down.</param>
    /// <param name="Height">How high.</param>
    /// <param name="Words">What it says, in UTC.</param>
    /// <param name="Template">The same with a pair of braces for each time.</param>
    /// <param name="Times">The times, in seconds since 1970, space between.</param>
    internal sealed record Span(string X, string Width, int Y, int Height, string Words, string Template, string Times);

    internal sealed record Tick(string X, string Words, DateTimeOffset At);
}
