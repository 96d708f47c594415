using Groundswell.Dns.Judging;
using Groundswell.Dns.Wire;

namespace Groundswell.Dns.Tests.Small;

/// <summary>Names of which their zone's servers say two things, and those whose servers name what cannot be a server.</summary>
public sealed class ContradictionTests
{
    [Fact]
    public async Task No_such_name_to_one_type_takes_the_other_away()
    {
        await using var tree = new SmallTree(q => q.Name.ToString() == "www.plain.test" && q.Type == RecordType.Aaaa ? NoName(q) : q.Right);

        var found = await tree.DiagnoseAsync();

        Assert.Equal((DiagnosisClass.Inconsistent, "plain.test"), (found.Class, Assert.Single(found.Guilty).Zone?.ToString()));
        Assert.Contains("AAAA", found.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_in_between_that_is_denied_hides_what_is_below()
    {
        await using var tree = new SmallTree(q => q.Name.ToString() == "b.plain.test" ? NoName(q) : q.Right);
        tree.Plain.With("www.b.plain.test A 192.0.2.2");

        var found = await tree.DiagnoseAsync("www.b.plain.test");

        Assert.Equal((DiagnosisClass.Inconsistent, "plain.test"), (found.Class, Assert.Single(found.Guilty).Zone?.ToString()));
        Assert.Contains("b.plain.test does not exist", found.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_in_between_without_records_is_well()
    {
        await using var tree = new SmallTree();
        tree.Plain.With("www.b.plain.test A 192.0.2.2");

        Assert.Equal(DiagnosisClass.Ok, (await tree.DiagnoseAsync("www.b.plain.test")).Class);
    }

    [Fact]
    public async Task An_alias_at_the_apex_excludes_what_must_be_there()
    {
        await using var tree = new SmallTree();
        tree.Plain.With("plain.test CNAME www.plain.test");

        var found = await tree.DiagnoseAsync("plain.test");

        Assert.Equal((DiagnosisClass.Inconsistent, "plain.test"), (found.Class, Assert.Single(found.Guilty).Zone?.ToString()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ns.inside.test CNAME ns1.h.test")]
    public async Task A_server_that_its_own_zone_has_no_address_for_is_noticed(string? record)
    {
        await using var tree = new SmallTree();
        tree.Test.With("inside.test NS ns.inside.test", $"ns.inside.test A {tree.Address(3)}");
        var zone = tree.Below("inside.test").With("inside.test NS ns.inside.test", "www.inside.test A 192.0.2.2");
        zone.With(record is null ? [] : [record]);

        var found = await tree.DiagnoseAsync("www.inside.test");

        Assert.Equal((DiagnosisClass.DelegationMismatch, "inside.test"), (found.Class, Assert.Single(found.Guilty).Zone?.ToString()));
    }

    [Fact]
    public async Task A_resolver_that_fails_for_a_zone_without_a_server_is_not_to_blame()
    {
        await using var tree = new SmallTree(q => q.Server == 2 && q.Asked.Flags.HasFlag(MessageBits.RecursionDesired) ? q.Right with { Code = ResponseCode.ServFail, Answers = [], Authorities = [] } : q.Right);
        tree.Test.With("alias.test NS ns.other.test", "other.test NS ns1.h.test", "other.test NS ns2.h.test");
        tree.Below("other.test").With("other.test NS ns1.h.test", "other.test NS ns2.h.test", "ns.other.test CNAME ns1.h.test");
        tree.Below("alias.test").With("alias.test NS ns.other.test", "www.alias.test A 192.0.2.3");

        var found = await tree.DiagnoseAsync("www.alias.test", RecordType.A, tree.Address(2));

        Assert.Equal((DiagnosisClass.Lame, "alias.test"), (found.Class, Assert.Single(found.Guilty).Zone?.ToString()));
        Assert.Contains("RFC 2181", found.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_a_parent_gives_along_does_not_hide_that_the_name_is_an_alias()
    {
        await using var tree = new SmallTree();
        tree.Test.With("alias.test NS ns.other.test", $"ns.other.test A {tree.Address(3)}", "other.test NS ns1.h.test", "other.test NS ns2.h.test");
        tree.Below("other.test").With("other.test NS ns1.h.test", "other.test NS ns2.h.test", "ns.other.test CNAME ns1.h.test");
        tree.Below("alias.test").With("alias.test NS ns.other.test", "www.alias.test A 192.0.2.3");

        var found = await tree.DiagnoseAsync("www.alias.test");

        Assert.Equal((DiagnosisClass.Lame, "alias.test"), (found.Class, Assert.Single(found.Guilty).Zone?.ToString()));
    }

    [Theory]
    [InlineData(ResponseCode.NxDomain, DiagnosisClass.WrongAnswer)]
    [InlineData(ResponseCode.Refused, DiagnosisClass.Refused)]
    [InlineData(ResponseCode.ServFail, DiagnosisClass.Servfail)]
    public async Task A_resolver_that_says_the_same_of_every_name_is_named_as_such(ResponseCode code, DiagnosisClass @class)
    {
        await using var tree = new SmallTree(q => q.Server == 2 && q.Asked.Flags.HasFlag(MessageBits.RecursionDesired) ? q.Right with { Code = code, Answers = [], Authorities = [] } : q.Right);
        var found = await tree.DiagnoseAsync("www.plain.test", RecordType.A, tree.Address(2));

        Assert.Equal((@class, tree.Address(2)), (found.Class, Assert.Single(found.Guilty).Address));
        Assert.Contains("so it is with every name", found.Explanation, StringComparison.Ordinal);

        var own = Judge.Of(found.Seen with { AreResolversOwn = true });

        Assert.Equal((DiagnosisClass.Ok, 0), (own.Class, own.Guilty.Count));
        Assert.Contains("so it is with every name", Assert.Single(own.Machine), StringComparison.Ordinal);
    }

    // The tools of the bed sign nothing with more than 150.
    [Theory]
    [InlineData(500, false)]
    [InlineData(501, true)]
    public void Rounds_of_hashing_at_which_resolvers_may_fail_are_a_warning(int rounds, bool isWarning) =>
        Assert.Equal(isWarning ? Severity.Warning : null, AnswerJudge.Rounds(DomainName.Parse("plain.test"), rounds)?.Severity);

    private static DnsMessage NoName(SmallQuestion q) => q.Right with { Code = ResponseCode.NxDomain, Answers = [] };
}
