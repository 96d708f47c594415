using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Groundswell.Cli.Attributing;
using Groundswell.Cli.CallGraphs;
using Groundswell.Cli.Detecting;
using Spectre.Console;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell attribute</c>: the production attribution over recorded cases of a world.</summary>
internal static class AttributeCommand
{
    private const int TableRows = 40;

    public static Command Create()
    {
        var folder = new Argument<string?>("DIR") { Arity = ArgumentArity.ZeroOrOne, Description = "Folder of a world: components, groups, services, edges_known, obs, probes and status, each .csv or .csv.gz (docs/attribution.md). Files that hold the truth are not opened." };
        var petShop = new Option<string?>("--petshop") { Description = "Instead of DIR: a folder of call graphs and metrics in the layout of the PetShop data: TRAFFIC/graph.csv, TRAFFIC/noissue/metrics.csv, TRAFFIC/PART/issue_K/metrics.csv and target.json.", HelpName = "DIR" };
        var output = new Option<string?>("--out") { Description = "Write case,snapshot,rank,component,probability: the ten likeliest components of each case and snapshot, and a row 'none' for no shared cause. With --petshop: issue,rank,node,score; no row for an issue in which nothing is wrong.", HelpName = "OUT" };
        var json = new Option<bool>("--json") { Description = "Print the likeliest cause of each case and snapshot as JSON." };
        var command = new Command("attribute", "Runs the production attribution over recorded cases: which component is behind many symptoms, as far as was known at each moment.") { folder, petShop, output, json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(folder) is null == result.GetValue(petShop) is null)
            {
                result.AddError("attribute needs either a DIR or --petshop DIR, and not both.");
            }
        });
        command.SetAction((parse, cancellationToken) => Task.Run(
            () => parse.GetValue(petShop) is { } metrics
                ? RunPetShop(metrics, parse.GetValue(output), parse.GetValue(json), parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, cancellationToken)
                : Run(parse.GetValue(folder)!, parse.GetValue(output), parse.GetValue(json), parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error, cancellationToken),
            CancellationToken.None));
        return command;
    }

    private static int Run(string folder, string? target, bool json, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            if (target is not null)
            {
                WholeFile.Probe(target, null);
            }

            RunProgress.Around(progress =>
            {
                var world = WorldReader.Read(folder, progress, cancellationToken);
                var looks = AttributionRun.Run(world, WorldOptions.Default, progress.Begin("attributing", world.Cases.Count), cancellationToken);
                if (target is not null)
                {
                    WholeFile.Write(target, stream => Write(stream, world, looks));
                }

                Show(output, world, looks, json, target);
                return true;
            });
            return ExitCodes.Success;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            error.WriteLine("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (Exception exception) when (exception is TableException or OutputException)
        {
            error.WriteLine(exception.Message);
            return ExitCodes.BadUsage;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            error.WriteLine($"{folder}: {exception.Message}");
            return ExitCodes.BadUsage;
        }
    }

    private static int RunPetShop(string folder, string? target, bool json, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            PetShopReport.Show(PetShopRun.Run(folder, target, cancellationToken), json, output);
            return ExitCodes.Success;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            error.WriteLine("Interrupted.");
            return ExitCodes.Interrupted;
        }
        catch (Exception exception) when (exception is MetricsFault or OutputException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(exception.Message);
            return ExitCodes.BadUsage;
        }
    }

    private static void Write(Stream stream, World world, IReadOnlyList<AttributionRun.Look> looks)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine("case,snapshot,rank,component,probability");
        foreach (var look in looks)
        {
            for (var i = 0; i < look.Ranked.Count; i++)
            {
                var cause = look.Ranked[i];
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{look.Case},{look.Snapshot},{i + 1},{world.ComponentIds[cause.Component]},{cause.Probability:0.######}"));
            }

            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{look.Case},{look.Snapshot},{look.Ranked.Count + 1},none,{look.None:0.######}"));
        }
    }

    private static void Show(TextWriter output, World world, IReadOnlyList<AttributionRun.Look> looks, bool json, string? target)
    {
        if (json)
        {
            var rows = looks.Select(look => new
            {
                look.Case,
                look.Snapshot,
                Cause = look.Ranked.Count == 0 ? null : world.Graph.ComponentNames[look.Ranked[0].Component],
                Probability = look.Ranked.Count == 0 ? 0 : look.Ranked[0].Probability,
                look.None,
            });
            output.WriteLine(JsonSerializer.Serialize(rows, JsonSerializerOptions.Web));
            return;
        }

        var table = new Spectre.Console.Table().AddColumns("case", "at", "likeliest cause", "probability", "no shared cause");
        var last = looks.Where(look => look.Snapshot == World.Snapshots[^1]).ToList();
        foreach (var look in last.Take(TableRows))
        {
            table.AddRow(
                look.Case.ToString(CultureInfo.InvariantCulture),
                $"{look.Snapshot} min",
                look.Ranked.Count == 0 ? "-" : Markup.Escape(world.Graph.ComponentNames[look.Ranked[0].Component]),
                look.Ranked.Count == 0 ? "-" : look.Ranked[0].Probability.ToString("P1", CultureInfo.InvariantCulture),
                look.None.ToString("P1", CultureInfo.InvariantCulture));
        }

        var console = ResultConsole.On(output);
        console.Write(table);
        var rest = last.Count > TableRows ? $" {TableRows} are shown." : "";
        console.WriteLine($"{world.Cases.Count} cases, {world.Graph.ComponentCount} components, {world.Graph.ServiceCount} services, {world.Graph.EdgeCount} edges.{rest}{(target is null ? "" : $" Ranks are in {target}.")}");
    }
}
