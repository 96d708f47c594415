using System.CommandLine;
using Groundswell.Server.Hosting.Settings;

namespace Groundswell.Cli.Commands;

/// <summary>What <c>groundswell --set … replay</c> gives to the node of a replay.</summary>
internal static class ReplaySettings
{
    /// <summary>Half as often as a node does by default: a day is played in half the time, and found ten seconds later at most.</summary>
    private const string Tick = "00:00:20";

    // Nothing of a replay comes over the web, and what probes and pages say is in its text.
    private static readonly string[] Useless = ["data", "listen", "retention.", "ingest.", "probes.", "vantages.", "feeds."];

    /// <summary>The settings; null, with every error told, where one is wrong or would change nothing.</summary>
    public static async Task<NodeSettings?> ReadAsync(ParseResult arguments, TextWriter errors, CancellationToken cancellationToken)
    {
        var reader = new SettingsReader().AddOption("replay", "tick", Tick);
        if (!await ServeCommand.AddGivenAsync(reader, arguments, errors, cancellationToken))
        {
            return null;
        }

        var settings = reader.Build();
        var useless = reader.Given.Where(g => Array.Exists(Useless, u => u.EndsWith('.') ? g.Path.StartsWith(u, StringComparison.Ordinal) : g.Path == u))
            .Select(g => $"{g.Place}: {g.Path} changes nothing in a replay: leave it out.");
        IReadOnlyList<string> wrong = [.. reader.Errors, .. useless];
        foreach (var error in wrong)
        {
            await errors.WriteLineAsync(error);
        }

        return wrong.Count == 0 ? settings : null;
    }

    /// <summary>Whether any was given; a running node has its own. What is wrong with it is told.</summary>
    public static async Task<bool> AnyAsync(ParseResult arguments, TextWriter errors, CancellationToken cancellationToken)
    {
        var reader = new SettingsReader();
        var isRead = await ServeCommand.AddGivenAsync(reader, arguments, errors, cancellationToken);
        foreach (var (path, place) in reader.Given)
        {
            await errors.WriteLineAsync($"{place}: {path} changes nothing here: the node at --to has its own settings.");
        }

        return !isRead || reader.Given.Any() || reader.Errors.Count > 0;
    }
}
