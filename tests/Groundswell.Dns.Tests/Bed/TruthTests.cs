using Groundswell.DnsBed.Cases;

namespace Groundswell.Dns.Tests.Bed;

/// <summary>The bed is what its cases say, as BIND sees it: a diagnosis is held against the truth, and not against a mistake of the bed.</summary>
public sealed class TruthTests(CaseBed bed)
{
    public static TheoryData<string> Titles => [.. CaseBed.Titles];

    [Fact]
    public void There_are_cases_of_every_class_and_enough_in_which_nothing_is_wrong()
    {
        string[] classes =
        [
            "nxdomain", "empty", "servfail", "refused", "timeout", "lame", "dnssec", "wrong_answer", "delegation_mismatch",
            "inconsistent", "cname_dangling", "cname_loop", "missing_glue", "edns", "tcp", "ttl_collapse",
        ];

        Assert.All(classes, c => Assert.True(bed.Book.Cases.Count(k => k.Class == c) >= 3, $"There are fewer than three cases of {c}."));
        Assert.True(bed.Book.Cases.Count(c => c.Class == "ok") >= 15);
        Assert.Equal(bed.Book.Cases.Count, bed.Book.Cases.Select(c => c.Title).Distinct().Count());
    }

    [Theory, MemberData(nameof(Titles))]
    public async Task A_validating_resolver_sees_it_so(string title)
    {
        var asked = bed.Case(title);
        var answer = await bed.SeenAsync(title);

        var seen = answer.Status switch
        {
            "NOERROR" => answer.Has(asked.Type) ? Seen.Answer : Seen.Empty,
            "NXDOMAIN" => Seen.NxDomain,
            _ => Seen.ServFail,
        };
        Assert.True(asked.Seen == Seen.Varies || asked.Seen == seen, $"{asked.Name} {asked.Type}: {answer.Status} with {answer.Records.Count} records, where {asked.Seen} was meant.");
    }
}
