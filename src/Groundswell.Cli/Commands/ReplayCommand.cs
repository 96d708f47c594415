using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net.Http.Headers;
using Groundswell.Cli.Replaying;
using Groundswell.Scenarios;
using Groundswell.Server.Hosting;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell replay</c>: plays a scenario, in virtual time or to a running node.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "Scenario file (docs/scenarios.md), or the name of one that comes along, such as aws-2025-10-20." };
    private static readonly Option<bool> Virtual = new("--virtual") { Description = "Play to a node in this process as fast as it goes, on a virtual clock, and judge it. Exit code 1 if an expectation is missed." };
    private static readonly Option<Uri?> To = new("--to") { Description = "Play to the node at this address over HTTP.", HelpName = "URL", CustomParser = ParseAddress };
    private static readonly Option<double> Speed = new Option<double>("--speed") { Description = "With --to: minutes of the scenario in a minute.", DefaultValueFactory = _ => 1 }.Within(0.1, 100_000);
    private static readonly Option<string?> Token = new("--token") { Description = "With --to: secret of the node (ingest.tokens), needed unless it runs on this machine." };
    private static readonly Option<double?> Scale = new Option<double?>("--scale") { Description = "Part of the full volume to send, instead of the file's; 1 is the full volume." }.Within(1e-6, 1000);
    private static readonly Option<long?> Seed = new("--seed") { Description = "Seed of the random numbers, instead of the file's." };
    private static readonly Option<string?> CatalogueFolder = new("--catalogue") { Description = "With --virtual: folder of the catalogue's YAML files. Default: the one that comes along." };
    private static readonly Option<bool> Json = new("--json") { Description = "With --virtual: print the judgment as JSON." };
    private static readonly Option<string?> Trace = new("--trace") { Description = "With --virtual: write what is published each minute to this file, an object a line.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command("replay", "Plays a scenario and tells which expectations were met.") { File, Virtual, To, Speed, Token, Scale, Seed, CatalogueFolder, Json, Trace };
        command.SetAction(RunAsync);
        command.Validators.Add(result =>
        {
            // Values are not asked for: a value that cannot be parsed is an error of its own, and throws here.
            if (result.GetResult(Virtual) is { Implicit: false } == result.GetResult(To) is { Implicit: false })
            {
                result.AddError("Say either --virtual or --to URL.");
            }

            foreach (var judged in new Option[] { Json, Trace }.Where(o => result.GetResult(Virtual) is not { Implicit: false } && result.GetResult(o) is { Implicit: false }))
            {
                result.AddError($"{judged.Name} goes with --virtual: a running node is not judged.");
            }
        });
        return command;
    }

    private static Uri? ParseAddress(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        result.AddError($"--to is '{text}'; it must look like http://127.0.0.1:8080.");
        return null;
    }

    private static async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        if (ScenarioFile.Read(parse.GetValue(File)!, parse.GetValue(Scale), parse.GetValue(Seed), Console.Error) is not { } scenario)
        {
            return ExitCodes.BadUsage;
        }

        var progress = new ReplayProgress(Console.Error, !Console.IsErrorRedirected, TimeProvider.System);
        if (parse.GetValue(To) is not null && await ReplaySettings.AnyAsync(parse, Console.Error, cancellationToken))
        {
            return ExitCodes.BadUsage;
        }

        return parse.GetValue(To) is { } to
            ? await PlayAsync(scenario, to, parse.GetValue(Speed), parse.GetValue(Token), progress, cancellationToken)
            : await JudgeAsync(scenario, parse, progress, cancellationToken);
    }

    private static async Task<int> JudgeAsync(Scenario scenario, ParseResult parse, ReplayProgress progress, CancellationToken cancellationToken)
    {
        if (await ReplaySettings.ReadAsync(parse, Console.Error, cancellationToken) is not { } settings
            || ServeCommand.ReadCatalogue(new CatalogueFolder(parse.GetValue(CatalogueFolder) ?? settings.CatalogueFolder ?? ServeCommand.ShippedCatalogue), Console.Error) is not { } catalogue)
        {
            return ExitCodes.BadUsage;
        }

        var played = ScenarioCatalogue.Build(scenario, catalogue);
        if (ScenarioFile.Complain(parse.GetValue(File)!, ScenarioCheck.Find(scenario, played), Console.Error))
        {
            return ExitCodes.BadUsage;
        }

        DayTrace? trace = null;
        if (parse.GetValue(Trace) is { } path && (trace = DayTrace.Create(path, Console.Error)) is null)
        {
            return ExitCodes.BadUsage;
        }

        using var closed = trace;
        var folder = Directory.CreateTempSubdirectory("groundswell-replay-");
        try
        {
            (settings.DataFolder, settings.JournalRetention) = (folder.FullName, scenario.Length + TimeSpan.FromDays(2));
            var judgment = await VirtualReplay.RunAsync(scenario, played, settings, trace, progress, cancellationToken);
            progress.End();
            if (parse.GetValue(Json))
            {
                Console.WriteLine(JudgmentJson.Write(scenario, judgment, progress.Reports));
            }
            else
            {
                JudgmentReport.Write(ResultConsole.On(Console.Out), scenario, judgment, progress.Reports, progress.Elapsed);
            }

            return judgment.IsMet ? ExitCodes.Success : ExitCodes.Finding;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> PlayAsync(Scenario scenario, Uri to, double speed, string? token, ReplayProgress progress, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = new Uri(to.AbsoluteUri.TrimEnd('/') + "/") };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        var clock = new ScaledTime(scenario.Start, speed, TimeProvider.System);
        var player = new ReportPlayer(client, withTimes: false);
        progress.Begin("playing", scenario.Start, scenario.End);
        clock.Start();
        try
        {
            await player.PlayAsync(new ScenarioReports(scenario).Played(), clock.GetUtcNow, progress, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            progress.End();
            await Console.Error.WriteLineAsync($"{to}: {exception.Message}");
            return ExitCodes.BadUsage;
        }

        progress.End();
        var totals = player.Totals;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{totals.Sent:N0} reports sent in {progress.Elapsed.TotalSeconds:0.0} s: {totals.Counted:N0} counted, {totals.Accepted - totals.Counted:N0} repeats, {totals.Rejected:N0} rejected{(totals.FirstRejection is { } why ? $" (the first: {why})" : "")}"));
        return totals.Rejected == 0 ? ExitCodes.Success : ExitCodes.Finding;
    }
}
