using System.Globalization;
using Groundswell.Incidents.Causes;
using Groundswell.Signals;
using Spectre.Console;

namespace Groundswell.Cli.Replaying;

/// <summary>Tells a person how an incident with a shared cause went.</summary>
internal static class CauseReport
{
    private const int Column = 14;

    public static void Write(IAnsiConsole console, CauseIncident incident)
    {
        console.WriteLine();
        console.Write(new Text(string.Create(
            CultureInfo.InvariantCulture, $"{incident.Id}  {incident.Cause}, {Plural.Of(incident.Members.Count, "service")} in {Plural.Of(incident.Waves.Count, "wave")}\n"), new Style(decoration: Decoration.Bold)));
        foreach (var happened in incident.History)
        {
            if (Describe(happened) is { Length: > 0 } words)
            {
                var time = happened.At.ToString("MM-dd HH:mm", CultureInfo.InvariantCulture).PadRight(Column);
                console.Write(new Padder(new Columns(new Text(time) { Overflow = Overflow.Fold }, new Text(words)) { Expand = false, Padding = new Padding(0, 0, 0, 0) }, new Padding(2, 0, 0, 0)));
            }
        }

        console.WriteLine();
    }

    private static string Describe(CauseEvent happened) => happened switch
    {
        CauseEvent.Opened e => e.Sentence,
        CauseEvent.CauseRevised e => $"not {e.From}: {e.Sentence}",
        CauseEvent.Explained e => e.Sentence,
        CauseEvent.ServicesJoined e => $"down: {Names(e.Services)}",
        CauseEvent.ServicesFailedAgain e => $"down again: {Names(e.Services)}",
        CauseEvent.ServicesRecovered e => $"recovered: {string.Join(", ", e.Services)}",
        CauseEvent.ServicesLeft e => $"no longer explained: {string.Join(", ", e.Services)}",
        CauseEvent.WaveBegan e => string.Create(
            CultureInfo.InvariantCulture,
            $"wave {e.Wave} began {e.Onset:HH:mm}, by {e.Component?.ToString() ?? "what is not known"}{(e.TriggeredBy is { } by ? $", triggered by {by}" : "")}{(e.OnItsOwn ? ", now failing on its own" : "")}"),
        CauseEvent.ComponentFailed e => $"{e.Component.Component} fails{(e.Component.Failure is { } f ? $" ({f.Word()} {e.Component.Seen})" : "")}{(e.Component.Parent is { } p ? $", taken down by {p}" : "")}",
        CauseEvent.ComponentRecovered e => $"{e.Component} works again",
        CauseEvent.ComponentOnItsOwn e => $"{e.Component} was triggered by {e.TriggeredBy} and fails on its own now",
        CauseEvent.NoticeSeen e => $"{e.Provider} on {e.Named}: {(e.IsResolved ? "resolved" : e.State.ToString())}: {e.Text}",
        CauseEvent.Spared e => $"stayed up though they need what failed: {string.Join(", ", e.Services.Select(s => s.ToString()).Concat(e.Components.Select(c => c.ToString())))}",
        CauseEvent.RecoveryBegan => "recovering",
        CauseEvent.Resolved => "over",
        CauseEvent.MergedInto e => $"part of {e.Other}",
        _ => "",
    };

    private static string Names(IReadOnlyList<JoinedService> services) => string.Join(", ", services.Select(s => s.Service));
}
