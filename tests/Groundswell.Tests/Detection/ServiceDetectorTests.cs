using System.Buffers;
using Groundswell.Catalogue;
using Groundswell.Counting;
using Groundswell.Detection;

namespace Groundswell.Tests.Detection;

public sealed class ServiceDetectorTests
{
    private const int Login = 1;
    private const int App = 2;
    private const int LearnedMinutes = 4 * 1440;

    private static readonly ServiceId Acme = ServiceId.Parse("acme");
    private static readonly RegionId Britain = RegionId.Parse("GB");
    private static readonly RegionId California = RegionId.Parse("US-CA");
    private static readonly RegionId Texas = RegionId.Parse("US-TX");

    // Taught once: four days of a service with many reports from two American states and few from Britain.
    private static readonly byte[] Learned = Learn();

    [Fact]
    public void An_outage_in_one_country_is_found_and_named_although_the_total_hardly_moves()
    {
        var detector = Restored();
        Play(detector, 6, britain: 6);

        var assessment = detector.Assess(TimeOf(detector));

        Assert.Equal(SeriesState.Down, assessment.State);
        Assert.NotEqual(SeriesState.Down, assessment.Total.State);
        var region = Assert.Single(assessment.Regions, r => r.State == SeriesState.Down);
        Assert.Equal(Britain, region.Region);
        Assert.Equal((region.Reports, region.Expected), (assessment.RecentReports, assessment.RecentExpected));
        Assert.InRange(assessment.RecentReports, 36, 45);
        Assert.InRange(assessment.RecentExpected, 0.5, 10);
        Assert.InRange((Start(6) - assessment.Onset!.Value).TotalMinutes, 3, 9);
    }

    [Fact]
    public void States_are_judged_as_their_country()
    {
        var detector = Restored();
        Play(detector, 6, california: 100, texas: 100);

        Assert.Equal(RegionId.Parse("US"), Assert.Single(detector.Assess(TimeOf(detector)).Regions, r => r.State == SeriesState.Down).Region);
    }

    [Fact]
    public void An_outage_everywhere_says_what_users_report_by_its_part_of_the_excess()
    {
        var detector = Restored();
        Play(detector, 10, california: 100, texas: 100, britain: 20, symptom: Login);

        var assessment = detector.Assess(TimeOf(detector));

        Assert.Equal((SeriesState.Down, SeriesState.Down), (assessment.State, assessment.Total.State));
        Assert.Equal("login", assessment.Symptoms[0].Symptom.ToString());
        Assert.InRange(assessment.Symptoms[0].Share, 0.95, 1);
        Assert.Equal(1, assessment.Symptoms.Sum(s => s.Share), 9);
        Assert.InRange(assessment.RecentReports, 2_750, 2_900);
    }

    [Fact]
    public void As_many_as_usual_is_normal_and_names_no_place_and_no_symptom()
    {
        var detector = Restored();
        Play(detector, 30);

        var assessment = detector.Assess(TimeOf(detector));

        Assert.Equal(SeriesState.Normal, assessment.State);
        Assert.Null(assessment.Onset);
        Assert.Empty(assessment.Regions);
        Assert.Empty(assessment.Symptoms);
    }

    [Fact]
    public void The_open_minute_is_taken_in_and_nothing_learned_from_it()
    {
        var detector = Restored();
        Play(detector, 5);
        var before = Snapshot(detector);
        SeriesCount[] open = [new(California, Login, 400), new(Texas, Login, 400)];

        var peeked = detector.Peek(TimeOf(detector).AddSeconds(30), 0.5, open);

        Assert.Equal(SeriesState.Down, peeked.State);
        Assert.Equal(TimeOf(detector).AddSeconds(30), peeked.At);
        Assert.Equal(SeriesState.Normal, detector.Assess(TimeOf(detector)).State);
        Assert.Equal(before, Snapshot(detector));
    }

    [Fact]
    public void Late_reports_count_where_they_belong()
    {
        var detector = Restored();
        Play(detector, 15);
        var before = detector.Assess(TimeOf(detector)).RecentReports;

        detector.Amend(detector.NextMinute!.Value - 3, new SeriesCount(Britain, Login, 5));
        detector.Amend(detector.NextMinute!.Value - 200, new SeriesCount(Britain, Login, 5));

        Assert.Equal(before + 5, detector.Assess(TimeOf(detector)).RecentReports);
    }

    [Fact]
    public void It_goes_on_from_its_snapshot_bit_for_bit()
    {
        var one = Restored();
        Play(one, 20, britain: 6);
        var other = ServiceDetector.Read(Snapshot(one), Acme, NameOf, new DetectorOptions())!;
        foreach (var detector in (ServiceDetector[])[one, other])
        {
            Play(detector, 30, california: 60, britain: 3, symptom: Login);
        }

        Assert.Equal(Snapshot(one), Snapshot(other));
        Assert.Equal(one.Assess(TimeOf(one)).Total, other.Assess(TimeOf(other)).Total);
        Assert.Equal(one.Assess(TimeOf(one)).Regions, other.Assess(TimeOf(other)).Regions);
    }

    [Fact]
    public void A_snapshot_that_is_cut_off_too_long_or_of_another_version_is_not_read()
    {
        Assert.Null(Read([]));
        Assert.Null(Read(Learned[..^1]));
        Assert.Null(Read(Learned[..(Learned.Length / 3)]));
        Assert.Null(Read([.. Learned, 0]));
        Assert.Null(Read([(byte)(Learned[0] + 1), .. Learned[1..]]));
        Assert.NotNull(Read(Learned));

        static ServiceDetector? Read(byte[] bytes) => ServiceDetector.Read(bytes, Acme, NameOf, new DetectorOptions());
    }

    [Fact]
    public void What_was_judged_long_ago_says_nothing_of_now()
    {
        var detector = Restored();
        Play(detector, 6, california: 200);

        Assert.Equal(SeriesState.Down, detector.Assess(TimeOf(detector).AddMinutes(15)).State);
        Assert.Equal(SeriesState.Unknown, detector.Assess(TimeOf(detector).AddMinutes(16)).State);
    }

    [Fact]
    public void Before_its_first_minute_it_knows_nothing_but_the_open_one()
    {
        var detector = new ServiceDetector(Acme, NameOf, new DetectorOptions());
        var now = DateTimeOffset.UnixEpoch.AddMinutes(SeriesRun.Monday);

        var peeked = detector.Peek(now, 0.5, [new SeriesCount(Britain, Login, 3)]);

        Assert.Equal((SeriesState.Unknown, 3.0), (peeked.State, peeked.RecentReports));
        Assert.Throws<InvalidOperationException>(() => detector.Assess(now));
        Assert.Null(detector.NextMinute);
    }

    [Fact]
    public void Closed_minutes_negative_counts_and_other_bins_than_minutes_are_refused()
    {
        var detector = Restored();
        var next = detector.NextMinute!.Value;

        Assert.Throws<ArgumentException>(() => detector.Observe(next - 1, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => detector.Observe(next, [new SeriesCount(Britain, Login, -1)]));
        Assert.Throws<ArgumentException>(() => new ServiceDetector(Acme, NameOf, new DetectorOptions { BinWidth = TimeSpan.FromMinutes(5) }));
    }

    [Fact]
    public void A_country_never_heard_of_before_is_watched_from_its_first_reports()
    {
        var detector = Restored();
        for (var i = 0; i < 5; i++)
        {
            detector.Observe(detector.NextMinute!.Value, [.. Usual(new Random(i)), new SeriesCount(RegionId.Parse("NZ"), Login, 6)]);
        }

        Assert.Equal(RegionId.Parse("NZ"), Assert.Single(detector.Assess(TimeOf(detector)).Regions, r => r.State == SeriesState.Down).Region);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_service_of_which_hardly_a_report_arrives_is_quieter_than_possible_since_then(int left)
    {
        var detector = Restored();
        Play(detector, 40);
        Assert.Null(detector.Assess(TimeOf(detector)).QuietSince);
        for (var i = 0; i < 30; i++)
        {
            detector.Observe(detector.NextMinute!.Value, [new SeriesCount(Texas, App, left)]);
        }

        var stored = ServiceDetector.Read(Snapshot(detector), Acme, NameOf, new DetectorOptions())!;
        var quiet = stored.Assess(TimeOf(stored));
        Assert.Equal(SeriesState.Unknown, quiet.State);
        Assert.InRange((quiet.QuietSince!.Value - Start(40)).TotalMinutes, -1, 1);

        Play(stored, 20);
        Assert.Null(stored.Assess(TimeOf(stored)).QuietSince);
        Assert.Equal(SeriesState.Normal, stored.Assess(TimeOf(stored)).State);
    }

    [Fact]
    public void What_was_called_down_is_a_mistake_of_the_service_until_it_is_known_for_none()
    {
        var detector = Restored();
        Play(detector, 12, britain: 6);
        Play(detector, 120);
        Assert.Equal(1, detector.FalseAlarms.Mistakes, 0.01);

        detector.Reconsider(SeriesRun.Monday + LearnedMinutes, SeriesRun.Monday + LearnedMinutes + 20, AlarmVerdict.Sound);

        Assert.Equal(0, detector.FalseAlarms.Mistakes, 0.01);
        Assert.Equal(0, ServiceDetector.Read(Snapshot(detector), Acme, NameOf, new DetectorOptions())!.FalseAlarms.Mistakes, 0.01);
        Assert.Equal(0.05, detector.FalseAlarms.Promised);
        Assert.InRange(detector.FalseAlarms.Weeks * 7, 2.9, 3.2);
    }

    private static SymptomId NameOf(int symptom) => SymptomId.Parse(symptom == Login ? "login" : "app");

    private static DateTimeOffset TimeOf(ServiceDetector detector) => DateTimeOffset.UnixEpoch.AddMinutes(detector.NextMinute!.Value);

    private static DateTimeOffset Start(int minutes) => DateTimeOffset.UnixEpoch.AddMinutes(SeriesRun.Monday + LearnedMinutes + minutes);

    private static ServiceDetector Restored() => ServiceDetector.Read(Learned, Acme, NameOf, new DetectorOptions())!;

    private static byte[] Snapshot(ServiceDetector detector)
    {
        var bytes = new ArrayBufferWriter<byte>();
        detector.Write(bytes);
        return bytes.WrittenSpan.ToArray();
    }

    private static byte[] Learn()
    {
        var detector = new ServiceDetector(Acme, NameOf, new DetectorOptions());
        var random = new Random(4);
        for (var minute = 0; minute < LearnedMinutes; minute++)
        {
            detector.Observe(SeriesRun.Monday + minute, Usual(random));
        }

        return Snapshot(detector);
    }

    private static SeriesCount[] Usual(Random random) =>
    [
        new(California, App, random.Next(15, 26)),
        new(Texas, App, random.Next(15, 26)),
        new(Texas, Login, random.Next(0, 5)),
        new(Britain, App, random.Next(20) == 0 ? 1 : 0),
    ];

    /// <summary>Minutes as usual, with so many reports more in each.</summary>
    private static void Play(ServiceDetector detector, int minutes, int california = 0, int texas = 0, int britain = 0, int symptom = App)
    {
        var random = new Random(5);
        for (var i = 0; i < minutes; i++)
        {
            detector.Observe(
                detector.NextMinute!.Value,
                [.. Usual(random), new(California, symptom, california), new(Texas, symptom, texas), new(Britain, symptom, britain)]);
        }
    }
}
