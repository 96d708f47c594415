using System.Net;
using Groundswell.Dns.Judging;
using Groundswell.Dns.Observing;
using Groundswell.Dns.Wire;
using Groundswell.Dns.Zones;
using Groundswell.DnsBed;

namespace Groundswell.Dns.Tests.Bed;

/// <summary>The diagnosis names the first cause, and who is to blame, on real servers that fail in ways that are known.</summary>
public sealed class DiagnosisTests(CaseBed bed)
{
    /// <summary>Unbound says SERVFAIL after 18 to 25 seconds here; nobody waits for that, and neither does the diagnosis.</summary>
    private const string TooLate = "a resolver that can reach nobody, and says SERVFAIL";

    private static readonly SemaphoreSlim Turns = new(8);

    public static TheoryData<string> Titles => [.. CaseBed.Titles.Where(t => t != TooLate)];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Titles))]
    public async Task It_names_the_cause_and_who_is_to_blame(string title)
    {
        var asked = bed.Case(title);

        var found = await DiagnoseAsync(bed.Bed, asked.Name, asked.Type, asked.Resolvers);

        Assert.True(asked.Class == found.Class.ToText(), $"{found.Class.ToText()} instead of {asked.Class}: {found.Explanation}");
        if (asked.Class == "ok")
        {
            Assert.Empty(found.Guilty);
            return;
        }

        // Of a loop through several zones each is to blame.
        if (asked.GuiltyZone is not null && asked.Class != "cname_loop")
        {
            Assert.Contains(asked.GuiltyZone, found.Guilty.Select(g => g.Zone is { IsRoot: false } zone ? $"{zone}." : "."));
        }

        if (asked.GuiltyAddresses.Count > 0)
        {
            Assert.Equal(asked.GuiltyAddresses.Select(a => a.ToString()).Order(StringComparer.Ordinal), found.Guilty.Select(g => g.Address?.ToString()).OfType<string>().Distinct().Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_resolver_that_is_there_and_silent_is_told_apart_from_one_that_is_not()
    {
        var asked = bed.Case(TooLate);

        var found = await DiagnoseAsync(bed.Bed, asked.Name, asked.Type, asked.Resolvers);

        Assert.Equal((DiagnosisClass.Timeout, asked.Resolvers[0]), (found.Class, Assert.Single(found.Guilty).Address));
        Assert.Contains("is there, and gives no answer to this question", found.Explanation, StringComparison.Ordinal);
    }

    internal static async Task<Diagnosis> DiagnoseAsync(StandingBed bed, string name, string type, IReadOnlyList<IPAddress> resolvers)
    {
        Assert.True(RootHints.TryRead(await File.ReadAllTextAsync(bed.HintsFile, Cancelled), out var hints, out var fault), fault);
        Assert.True(TrustAnchors.TryRead(await File.ReadAllTextAsync(bed.TrustAnchorFile, Cancelled), out var anchors, out fault), fault);
        await Turns.WaitAsync(Cancelled);
        try
        {
            return await DnsDiagnosis.RunAsync(
                new DiagnosisOptions
                {
                    Name = DomainName.Parse(name),
                    Type = RecordTypeText.TryParse(type, out var wanted) ? wanted : throw new ArgumentException(type),
                    Hints = hints,
                    Anchors = anchors,
                    Resolvers = [.. resolvers.Select(r => new IPEndPoint(r, bed.Port))],
                    Port = bed.Port,
                },
                TimeProvider.System,
                Cancelled);
        }
        finally
        {
            Turns.Release();
        }
    }
}
