using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Signals;

namespace Groundswell.Tests.Incidents;

public sealed class AdmissionTests
{
    private static readonly DateTimeOffset Onset = new(2025, 10, 20, 6, 48, 0, TimeSpan.Zero);
    private static readonly ComponentId DynamoDb = ComponentId.Parse("aws/us-east-1/dynamodb");

    private static readonly SupplierOutage Outage = new() { Provider = "aws", Components = [DynamoDb], Onset = Onset, End = Onset.AddHours(15), IsOnsetMeasured = true, IsEndMeasured = true };

    [Fact]
    public void The_first_notice_is_so_long_after_the_onset()
    {
        var admission = Judge([Said(23, NoticeState.Degraded), Said(60, NoticeState.MajorOutage)]);

        Assert.Equal((AdmissionStance.Admitted, TimeSpan.FromMinutes(23), TimeSpan.FromMinutes(25)), (admission.Stance, admission.Delay, admission.SeenDelay));
    }

    [Fact]
    public void A_page_that_was_first_has_a_delay_below_zero() =>
        Assert.Equal(TimeSpan.FromMinutes(-10), Judge([Said(-10, NoticeState.Degraded)]).Delay);

    [Fact]
    public void Called_resolved_while_users_still_report_is_too_early()
    {
        var over = Said(23, NoticeState.Operational) with { Resolved = true, RevisedAt = Onset.AddHours(4) };

        Assert.Equal(TimeSpan.FromHours(11), Judge([Said(23, NoticeState.Degraded), over]).ResolvedEarlyBy);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_is_called_over_only_when_all_that_was_said_of_it_is(bool isOver)
    {
        var other = Said(30, NoticeState.PartialOutage) with { Incident = "other" };
        var last = other with { Resolved = isOver, RevisedAt = Onset.AddHours(6) };
        var admission = Judge([Said(23, NoticeState.Degraded), Said(23, NoticeState.Operational) with { Resolved = true, RevisedAt = Onset.AddHours(4) }, other, last]);

        Assert.Equal(isOver ? (Onset.AddHours(6), TimeSpan.FromHours(9), 0) : (null as DateTimeOffset?, null as TimeSpan?, 1), (admission.CalledOverAt, admission.ResolvedEarlyBy, admission.OpenNotices));
        Assert.Equal(Onset.AddHours(isOver ? 6 : 4), admission.LastResolvedAt);
    }

    [Fact]
    public void Nobody_is_late_against_an_onset_that_was_not_measured()
    {
        var admission = Admission.Of(Outage with { IsOnsetMeasured = false }, [Said(23, NoticeState.Degraded)], isWatched: true, Onset.AddDays(9));

        Assert.Equal((AdmissionStance.Admitted, null, null), (admission.Stance, admission.Delay, admission.SeenDelay));
        Assert.Equal(Onset.AddMinutes(23), admission.PostedAt);
        Assert.Null(Assert.Single(AdmissionRecord.Of([admission])).MedianDelay);
    }

    [Theory]
    [InlineData(true, 16, 1)]
    [InlineData(true, 15, 0)]
    [InlineData(true, -20, 0)]
    [InlineData(false, 16, 0)]
    public void Too_early_is_only_what_was_measured_and_is_more_than_our_own_lag(bool isMeasured, int minutes, int tooEarly)
    {
        var over = Said(23, NoticeState.Operational) with { Resolved = true, RevisedAt = Outage.End!.Value.AddMinutes(-minutes) };
        var admission = Admission.Of(Outage with { IsEndMeasured = isMeasured }, [Said(23, NoticeState.Degraded), over], isWatched: true, Onset.AddDays(9));

        Assert.Equal(tooEarly, Assert.Single(AdmissionRecord.Of([admission])).ResolvedTooEarly);
    }

    [Fact]
    public void Silence_is_awaited_until_a_day_after_the_end()
    {
        Assert.Equal(AdmissionStance.Awaited, Judge([], now: Outage.End!.Value.AddHours(24)).Stance);
        Assert.Equal(AdmissionStance.NeverAdmitted, Judge([], now: Outage.End!.Value.AddHours(25)).Stance);
        Assert.Equal(AdmissionStance.Awaited, Admission.Of(Outage with { End = null }, [], isWatched: true, Onset.AddDays(9)).Stance);
    }

    [Fact]
    public void Of_a_page_that_was_not_watched_nothing_is_said_against_the_supplier() =>
        Assert.Equal(AdmissionStance.NotWatched, Admission.Of(Outage, [], isWatched: false, Onset.AddDays(9)).Stance);

    [Theory]
    [InlineData("aws", "aws/us-east-1/s3", 23, NoticeState.Degraded, false)]
    [InlineData("google", null, 23, NoticeState.Degraded, false)]
    [InlineData("aws", null, 23, NoticeState.Maintenance, false)]
    [InlineData("aws", null, 23, NoticeState.Unknown, false)]
    [InlineData("aws", null, -120, NoticeState.Degraded, false)]
    [InlineData("aws", null, 48 * 60, NoticeState.Degraded, false)]
    [InlineData("aws", null, 23, NoticeState.Degraded, true)]
    [InlineData("aws", "aws/us-east-1/dynamodb", 23, NoticeState.PartialOutage, true)]
    public void A_notice_counts_if_it_is_of_the_provider_the_time_and_the_component_or_names_none(
        string provider, string? component, int minutes, NoticeState state, bool counts)
    {
        var notice = Said(minutes, state) with { Provider = provider, Component = component is null ? null : ComponentId.Parse(component) };

        Assert.Equal(counts, Judge([notice]).Stance == AdmissionStance.Admitted);
    }

    [Fact]
    public void A_record_counts_what_can_be_judged()
    {
        var other = new SupplierOutage { Provider = "azure", Onset = Onset, End = Onset.AddHours(1) };
        Admission[] admissions =
        [
            Judge([Said(10, NoticeState.Degraded)]),
            Judge([Said(30, NoticeState.Degraded), Said(30, NoticeState.Operational) with { Resolved = true, RevisedAt = Onset.AddHours(14) }]),
            Judge([Said(80, NoticeState.Degraded)]),
            Judge([]),
            Judge([], now: Onset.AddHours(1)),
            Admission.Of(other, [], isWatched: false, Onset.AddDays(9)),
        ];

        var record = Assert.Single(AdmissionRecord.Of(admissions));

        Assert.Equal(("aws", 4, 1), (record.Provider, record.Judged, record.NeverAdmitted));
        Assert.Equal((TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(80)), (record.MedianDelay, record.LongestDelay));
        Assert.Equal((1, TimeSpan.FromHours(1)), (record.ResolvedTooEarly, record.MedianTooEarlyBy));
    }

    private static Admission Judge(IReadOnlyList<Notice> notices, DateTimeOffset? now = null) =>
        Admission.Of(Outage, notices, isWatched: true, now ?? Onset.AddDays(9));

    private static Notice Said(int minutes, NoticeState state) => new()
    {
        Provider = "aws",
        Named = "Amazon DynamoDB (N. Virginia)",
        Component = DynamoDb,
        State = state,
        PostedAt = Onset.AddMinutes(minutes),
        RevisedAt = Onset.AddMinutes(minutes),
        SeenAt = Onset.AddMinutes(minutes + 2),
        Incident = "i1",
    };
}
