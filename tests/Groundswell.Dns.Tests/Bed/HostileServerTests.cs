using Groundswell.Dns.Judging;
using Groundswell.DnsBed;
using Groundswell.DnsBed.Hostile;
using Groundswell.DnsBed.Signing;
using Groundswell.DnsBed.Software;

namespace Groundswell.Dns.Tests.Bed;

/// <summary>A diagnosis ends in time and asks a bounded number of questions, whatever servers do.</summary>
public sealed class HostileServerTests
{
    private const int MostQuestions = 600;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Whatever_a_server_does_the_diagnosis_ends_soon_and_asks_little()
    {
        var hostilities = Enum.GetValues<Hostility>();
        await using var bed = await StandingBed.StartAsync(
            world =>
            {
                world.Zone(".").On(world.Server("knot", ServerSoftware.Knot), "", ZoneSigning.Ecdsa);
                foreach (var kind in hostilities)
                {
                    world.Hostile($"{kind}", kind);
                }
            },
            TestContext.Current.CancellationToken);

        var ended = await Task.WhenAll(hostilities.Select(async kind =>
        {
            var found = await DiagnosisTests.DiagnoseAsync(bed, $"www.{kind}", "A", []);
            return (Kind: kind, Found: found);
        }));

        Assert.All(ended, e =>
        {
            Assert.True(e.Found.Seen.Elapsed < Longest, $"{e.Kind} took {e.Found.Seen.Elapsed}.");
            Assert.InRange(e.Found.Seen.Asked.Count, 1, MostQuestions + 64);
            Assert.NotEmpty(e.Found.Explanation);
        });
        Assert.DoesNotContain(ended.Single(e => e.Kind == Hostility.Poison).Found.Seen.Zones.Keys, z => z.ToString() == "alpha");
        Assert.All(ended.Where(e => e.Kind is Hostility.Noise or Hostility.EmptyCounts or Hostility.PointerLoop or Hostility.Echo or Hostility.OtherQuestion or Hostility.AliasesWithoutEnd or Hostility.KeyTrap), e => Assert.NotEqual(DiagnosisClass.Ok, e.Found.Class));
    }
}
