using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;

namespace Groundswell.Cli.Commands;

/// <summary><c>groundswell hints</c>: dependencies that the catalogue may lack, by what a node has seen fail together.</summary>
internal static class HintsCommand
{
    private static readonly Option<Uri> Node = new("--node") { Description = "Address of the node.", HelpName = "URL", CustomParser = ParseAddress, DefaultValueFactory = _ => new Uri("http://127.0.0.1:8080") };
    private static readonly Option<bool> Yaml = new("--yaml") { Description = "Print entries to be pasted into the catalogue, once somebody has looked into them." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print what the node answers." };

    /// <summary>A thousand hints have about 1 MB.</summary>
    private const int MostBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var command = new Command("hints", "Lists services that keep failing with a component though the catalogue knows no way from one to the other. Nothing is added by itself.") { Node, Yaml, Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static Uri? ParseAddress(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        result.AddError($"--node is '{text}'; it must look like http://127.0.0.1:8080.");
        return null;
    }

    private static async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        var (node, output, error) = (parse.GetValue(Node)!, parse.InvocationConfiguration.Output, parse.InvocationConfiguration.Error);
        using var client = new HttpClient { Timeout = Patience, MaxResponseContentBufferSize = MostBytes };
        string text;
        try
        {
            text = await client.GetStringAsync(new Uri(node.AbsoluteUri.TrimEnd('/') + "/api/v1/hints"), cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            await error.WriteLineAsync($"{node}: {exception.Message}");
            return ExitCodes.BadUsage;
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            await error.WriteLineAsync($"{node}: no answer within {Patience.TotalSeconds:0} s.");
            return ExitCodes.BadUsage;
        }

        using var answer = Read(text);
        if (answer is not { RootElement: { ValueKind: JsonValueKind.Object } root } || !root.TryGetProperty("hints", out var hints) || hints.ValueKind != JsonValueKind.Array)
        {
            await error.WriteLineAsync($"{node}: what answers there is no node that knows of hints.");
            return ExitCodes.BadUsage;
        }

        if (parse.GetValue(Json))
        {
            await output.WriteLineAsync(text);
        }
        else if (parse.GetValue(Yaml))
        {
            await output.WriteAsync(root.GetProperty("catalogue_yaml").GetString());
        }
        else
        {
            WriteTable(ResultConsole.On(output), hints);
        }

        return ExitCodes.Success;
    }

    private static JsonDocument? Read(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void WriteTable(IAnsiConsole console, JsonElement hints)
    {
        if (hints.GetArrayLength() == 0)
        {
            console.WriteLine("None: no service keeps failing with a component to which the catalogue knows no way.");
            return;
        }

        var table = new Table { Border = TableBorder.None };
        table.AddColumns("SERVICE", "MAY NEED", "POSTERIOR", "WHY");
        foreach (var hint in hints.EnumerateArray())
        {
            table.AddRow(
                new Text(hint.GetProperty("service").GetString() ?? ""),
                new Text(hint.GetProperty("component").GetString() ?? ""),
                new Text(hint.GetProperty("posterior").GetDouble().ToString("0.000", CultureInfo.InvariantCulture)),
                new Text(hint.GetProperty("evidence").GetString() ?? ""));
        }

        console.Write(table);
        console.WriteLine();
        console.WriteLine("Look for evidence that anybody can check (groundswell discover DOMAIN), then enter it; --yaml prints what to paste.");
    }
}
