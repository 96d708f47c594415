using Groundswell.Detection;
using Groundswell.Publication;
using Groundswell.Tests.Incidents;

namespace Groundswell.Tests.Publication;

public sealed class QuietIntakeTests
{
    private static readonly DateTimeOffset Now = IncidentSimulator.Start;

    [Fact]
    public void Most_services_quiet_at_once_is_told_as_the_nodes_own_trouble()
    {
        var found = QuietIntake.Find([.. Quiet(31), .. Heard(9), .. TooSmallToTell(100)]);

        Assert.Equal(new QuietIntake(31, 40, Now.AddMinutes(-48)), found);
        Assert.Equal("Reports of 31 of 40 services that are heard all the time are fewer than was ever usual since 05:12: this node’s intake may be broken.", found!.Sentence(Now));
    }

    [Fact]
    public void A_few_quiet_ones_are_their_own_trouble()
    {
        Assert.Null(QuietIntake.Find([.. Quiet(9), .. Heard(31)]));
        Assert.Null(QuietIntake.Find(Quiet(2)));
        Assert.Null(QuietIntake.Find(Heard(40)));
    }

    private static IEnumerable<ServiceAssessment> Quiet(int count) => Of(count, SeriesState.Unknown, 0, 30).Select(a => a with { QuietSince = Now.AddMinutes(-48) });

    private static IEnumerable<ServiceAssessment> Heard(int count) => Of(count, SeriesState.Normal, 30, 30);

    private static IEnumerable<ServiceAssessment> TooSmallToTell(int count) => Of(count, SeriesState.Normal, 0, 1);

    private static IEnumerable<ServiceAssessment> Of(int count, SeriesState state, double reports, double expected) =>
        Enumerable.Repeat(IncidentSimulator.Assessment(state, reports, expected), count);
}
