using CsCheck;
using Groundswell.Catalogue;
using Groundswell.Incidents;

namespace Groundswell.Tests.Incidents;

public sealed class IncidentEventJsonTests
{
    private static readonly Gen<DateTimeOffset> Time =
        Gen.Long[0, 4_000_000_000_000].Select(DateTimeOffset.FromUnixTimeMilliseconds);

    private static readonly Gen<RegionId> Region = Gen.OneOf("GB", "US-CA", "ZZ", "FR-75C").Select(r => RegionId.Parse(r));

    private static readonly Gen<SymptomId> Symptom = Gen.OneOf("login", "app", "website").Select(s => SymptomId.Parse(s));

    private static readonly Gen<IncidentEvent> AnyEvent = Gen.OneOf<IncidentEvent>(
        Gen.Select(Time, Gen.Long[1, long.MaxValue], Gen.Enum<Severity>(), Gen.Double, Gen.Double, Region.List[0, 4], Symptom.List[0, 4])
            .Select((t, id, severity, r, e, regions, symptoms) => (IncidentEvent)new IncidentEvent.Detected(
                new IncidentId(id), ServiceId.Parse("acme-mail"), t.AddMinutes(-3), severity, r, e, regions, symptoms)
            { At = t }),
        Gen.Select(Time, Gen.Double, Gen.Double).Select((t, r, e) => (IncidentEvent)new IncidentEvent.Confirmed(r, e) { At = t }),
        Gen.Select(Time, Gen.Enum<Severity>(), Gen.Enum<Severity>(), Gen.Double, Gen.Double)
            .Select((t, from, to, r, e) => (IncidentEvent)new IncidentEvent.SeverityChanged(from, to, r, e) { At = t }),
        Gen.Select(Time, Region.List[0, 4], Symptom.List[0, 4])
            .Select((t, r, s) => (IncidentEvent)new IncidentEvent.ScopeChanged(r, s) { At = t }),
        Gen.Select(Time, Time, Gen.Double, Gen.Double)
            .Select((t, p, r, e) => (IncidentEvent)new IncidentEvent.PeakPassed(new IncidentPeak(p, r, e)) { At = t }),
        Gen.Select(Time, Gen.Double, Gen.Double).Select((t, r, e) => (IncidentEvent)new IncidentEvent.RecoveryBegan(r, e) { At = t }),
        Gen.Select(Time, Gen.Double, Gen.Double).Select((t, r, e) => (IncidentEvent)new IncidentEvent.BecameUsual(r, e) { At = t }),
        Gen.Select(Time, Gen.Enum<WithdrawalReason>(), Gen.Double, Gen.Double).Select((t, why, r, e) => (IncidentEvent)new IncidentEvent.Withdrawn(why, r, e) { At = t }),
        Gen.Select(Time, Gen.Int, Time, Gen.Double, Gen.Double)
            .Select((t, n, o, r, e) => (IncidentEvent)new IncidentEvent.WaveBegan(n, o, r, e) { At = t }),
        Time.Select(t => (IncidentEvent)new IncidentEvent.Resolved { At = t }));

    [Fact]
    public void An_event_survives_writing_and_reading() =>
        AnyEvent.Sample(happened => IsSame(happened, IncidentEventJson.Read(IncidentEventJson.Write(happened))));

    [Fact]
    public void Fields_of_a_later_version_are_passed_over() =>
        Assert.Equal(
            new IncidentEvent.Resolved { At = DateTimeOffset.UnixEpoch },
            IncidentEventJson.Read("""{"cause":{"component":"a/b/c"},"at":"1970-01-01T00:00:00Z","v":1,"type":"resolved","more":[1,2]}"""));

    [Theory]
    [InlineData("""{"v":1,"type":"exploded","at":"1970-01-01T00:00:00Z"}""", "'exploded' is no type of incident event that this version knows.")]
    [InlineData("""{"v":2,"type":"resolved","at":"1970-01-01T00:00:00Z"}""", "The incident event has form 2; this version reads forms up to 1.")]
    [InlineData("""{"v":1,"type":"confirmed","at":"1970-01-01T00:00:00Z","reports":3}""", "The incident event 'confirmed' lacks 'expected'.")]
    [InlineData("null", "An incident event must be a JSON object, not null.")]
    public void What_cannot_be_read_is_refused_with_the_reason(string text, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => IncidentEventJson.Read(text)).Message);

    [Fact]
    public void Any_damage_is_refused_with_a_FormatException_and_nothing_else() =>
        Gen.Select(AnyEvent, Gen.Int[0, 400], Gen.Char[' ', '~']).Sample((happened, position, character) =>
        {
            var text = IncidentEventJson.Write(happened).ToCharArray();
            text[position % text.Length] = character;
            try
            {
                IncidentEventJson.Read(new string(text));
            }
            catch (FormatException)
            {
            }
        });

    // Records compare their lists by reference.
    private static bool IsSame(IncidentEvent left, IncidentEvent right) => (left, right) switch
    {
        (IncidentEvent.Detected l, IncidentEvent.Detected r) => l.Regions.SequenceEqual(r.Regions) && l.Symptoms.SequenceEqual(r.Symptoms)
            && l with { Regions = r.Regions, Symptoms = r.Symptoms } == r,
        (IncidentEvent.ScopeChanged l, IncidentEvent.ScopeChanged r) =>
            l.At == r.At && l.Regions.SequenceEqual(r.Regions) && l.Symptoms.SequenceEqual(r.Symptoms),
        _ => left == right,
    };
}
