using System.Text.Json;

namespace Groundswell.Cli.Tests;

/// <summary>Every file of the folder <c>scenarios</c>, played through a whole node: what it expects is met, but for what is listed here.</summary>
public sealed class ShippedDayTests : IDisposable
{
    /// <summary>
    /// Expectations that are right and not met yet, by file and the statement's own words. Whoever makes one good takes its line out: one that is met
    /// and stands here fails too.
    /// </summary>
    private static readonly Dictionary<string, string[]> NotMetYet = new(StringComparer.Ordinal)
    {
        ["aws-2025-10-20"] =
        [
            "expect cause aws/us-east-1/dynamodb from 06:55 to 10:30 for 98%",
            "expect cause aws/us-east-1/dynamodb or aws/us-east-1/ec2-launch or aws/us-east-1/ec2-network from 10:30 to 13:00 for 98%",
            "expect cause aws/us-east-1/dynamodb or aws/us-east-1/ec2-launch or aws/us-east-1/ec2-network or aws/us-east-1/nlb or aws/us-east-1/lambda from 13:00 to 21:15 for 98%",
            "expect only-cause aws/us-east-1/dynamodb or aws/us-east-1 above 80% at-most 5m from 00:00 to 10:30",
            "expect only-cause aws/us-east-1/dynamodb or aws/us-east-1/ec2-launch or aws/us-east-1/ec2-network or aws/us-east-1/nlb or aws/us-east-1/lambda above 80% at-most 5m from 10:30 to 23:59",
            "expect never-cause aws/global/route53",
            "expect renames at-most 3",
            "expect sentence cause has \"DynamoDB\" from 06:55 to 10:30 for 98%",
        ],
        ["blind-node"] =
        [
            "expect never others",
            "expect false at-most 0",
            "expect causes at-most 0",
            "expect no-cause",
            "expect word others not down or recovering",
            "expect word barclays not down or recovering from 00:00 to 12:20",
            "expect sentence home has \"cannot see\" from 02:05 to 03:00 for 90%",
            "expect sentence home has \"cannot see\" from 10:05 to 11:00 for 90%",
            "expect sentence home has \"cannot see\" from 21:05 to 22:00 for 90%",
        ],
        ["facebook-2021-10-04"] =
        [
            "expect never others",
            "expect false at-most 0",
            "expect recovery gone within 1h",
            "expect word others not down or recovering",
        ],
        ["fastly-2021-06-08"] =
        [
            "expect sentence cause lacks \"09:43\" or \"09:44\" or \"09:45\" or \"09:46\"",
        ],
        ["final-2024-05-25"] =
        [
            "expect never others",
            "expect false at-most 0",
            "expect word others not down or recovering",
            "expect word dazn not down or recovering from 00:00 to 2d19:50",
        ],
        ["google-cloud-2025-06-12"] =
        [
            "expect sentence cause lacks \"fell about 17:3\" or \"fell about 17:4\"",
        ],
        ["rivals-2020-06-15"] =
        [
            "expect cause t-mobile-us/us/mobile or t-mobile-us/us or t-mobile-us from 17:00 to 1d04:30 for 98%",
        ],
    };

    private readonly CommandLine _cli = new() { Patience = TimeSpan.FromMinutes(10) };

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "scenarios");

    public static TheoryData<string> Names => [.. Directory.EnumerateFiles(Folder, "*.scenario").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    public void Dispose() => _cli.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_day_is_found_as_it_expects(string name)
    {
        // Two weeks of quiet are as quiet once a minute.
        string[] settings = name == "quiet-fortnight" ? ["--set", "tick=00:01:00"] : [];
        var lines = File.ReadAllLines(Path.Combine(Folder, name + ".scenario"));

        var outcome = await _cli.RunAsync([.. settings, "replay", name, "--virtual", "--json"]);

        Assert.Equal("", outcome.Error);
        using var json = JsonDocument.Parse(outcome.Output);
        var missed = json.RootElement.GetProperty("expectations").EnumerateArray().Where(e => !e.GetProperty("met").GetBoolean())
            .Select(e => (Statement: lines[e.GetProperty("line").GetInt32() - 1], Told: $"{e.GetProperty("service")} {e.GetProperty("reason")}")).ToList();
        var known = NotMetYet.GetValueOrDefault(name, []);
        Assert.Empty(missed.Where(m => !known.Contains(m.Statement)).Select(m => $"{m.Statement}: {m.Told}"));
        Assert.Empty(known.Except(missed.Select(m => m.Statement)).Select(k => $"{k}: it is met, take it off the list"));
    }
}
