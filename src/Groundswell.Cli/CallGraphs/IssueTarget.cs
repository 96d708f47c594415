using System.Text.Json;
using Groundswell.Attribution.CallGraphs;

namespace Groundswell.Cli.CallGraphs;

/// <summary>Where the trouble of an issue was seen. Of the file, the member <c>target</c> alone is looked at.</summary>
/// <param name="Node">The node in trouble.</param>
/// <param name="Trouble">What is wrong there.</param>
/// <param name="Seen">When, in seconds since 1970; null if not told.</param>
internal sealed record IssueTarget(string Node, CallTrouble Trouble, double? Seen)
{
    private const long MostBytes = 1 << 20;

    /// <exception cref="MetricsFault">The file breaks a rule.</exception>
    public static IssueTarget Read(string path)
    {
        if (new FileInfo(path).Length > MostBytes)
        {
            throw new MetricsFault(path, $"is larger than {MostBytes >> 20} MiB.");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind is JsonValueKind.Object && document.RootElement.TryGetProperty("target", out var target) && target.ValueKind is JsonValueKind.Object
                ? new IssueTarget(Text(path, target, "node"), TroubleOf(path, Text(path, target, "metric")), SeenAt(path, target))
                : throw new MetricsFault(path, "has no 'target'.");
        }
        catch (JsonException exception)
        {
            throw new MetricsFault(path, (int)(exception.LineNumber ?? 0) + 1, (int)(exception.BytePositionInLine ?? 0) + 1, "is not JSON.");
        }
    }

    private static string Text(string path, JsonElement target, string name) =>
        target.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String
            ? value.GetString()!
            : throw new MetricsFault(path, $"target.{name} must be a text.");

    private static CallTrouble TroubleOf(string path, string metric) => metric switch
    {
        "latency" => CallTrouble.Slowness,
        "availability" => CallTrouble.Failure,
        _ => throw new MetricsFault(path, $"target.metric is {Table.Shown(metric)}; it must be 'latency' or 'availability'."),
    };

    private static double? SeenAt(string path, JsonElement target)
    {
        if (!target.TryGetProperty("timestamp", out var value) || value.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        return value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out var seconds)
            ? seconds
            : throw new MetricsFault(path, "target.timestamp must be a number of seconds since 1970.");
    }
}
