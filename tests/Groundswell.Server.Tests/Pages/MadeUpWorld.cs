using Groundswell.Catalogue;
using Groundswell.Incidents;
using Groundswell.Publication;

namespace Groundswell.Server.Tests.Pages;

/// <summary>Services, counts and incidents that nobody had: the same for the same seed.</summary>
public static class MadeUpWorld
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] FirstWords =
        ["Amber", "Birch", "Cobalt", "Delta", "Ember", "Fjord", "Garnet", "Harbour", "Indigo", "Juniper", "Kestrel", "Lumen", "Marlow", "Nimbus", "Orchard", "Pelican"];

    private static readonly string[] LastWords =
        ["Bank", "Chat", "Mail", "Play", "Maps", "Pay", "Cloud", "Video", "Games", "Mobile", "Market", "Travel", "Music", "Fibre", "Notes", "Meet"];

    private static readonly Category[] Categories =
        [new("banking", "Banks and payment"), new("social", "Social and messaging"), new("video", "Video and music"), new("games", "Games"), new("telecom", "Internet and mobile"), new("cloud", "Cloud and tools")];

    private static readonly Symptom[] Symptoms =
        [Symptom("login", "Signing in"), Symptom("app", "The app"), Symptom("website", "The website"), Symptom("payment", "Payments"), Symptom("connection", "Connection"), Symptom("other", "Something else")];

    /// <param name="services">How many services; of these the first have trouble.</param>
    /// <param name="down">How many have an open incident.</param>
    /// <param name="seed">Of the counts.</param>
    public static PublicSnapshot Snapshot(int services, int down, int seed = 7)
    {
        var random = new Random(seed);
        var catalogue = new List<Service>();
        var summaries = new List<ServiceSummary>();
        var open = new List<Incident>();
        for (var i = 0; i < services; i++)
        {
            var name = $"{FirstWords[i % 16]} {LastWords[(i / 16 + i) % 16]}{(i >= 256 ? $" {i / 256}" : "")}";
            var id = ServiceId.Parse(name.ToLowerInvariant().Replace(' ', '-'));
            var category = Categories[(i / 16 + i) % 16 * 6 / 16].Id;
            catalogue.Add(new Service { Id = id, Name = name, Category = category, Symptoms = [.. Symptoms.Select(s => s.Id)], HomeCountries = [RegionId.Parse("GB"), RegionId.Parse("US")], StatusPage = new Uri("https://status.example/") });
            var step = (i * 37) % services;
            var isDown = step < down;
            var verdict = isDown ? step % 5 == 4 ? Verdict.Recovering : Verdict.Down
                : step < down + (services / 60) ? Verdict.Suspect
                : step >= services - (services / 20) ? Verdict.Unknown : Verdict.Up;
            var incident = isDown ? Incident(1000 + i, id, verdict, step, random) : null;
            if (incident is not null)
            {
                open.Add(incident);
            }

            summaries.Add(Summary(id, name, category, verdict, incident, random));
        }

        return new PublicSnapshot
        {
            Version = 1,
            At = Noon,
            Catalogue = new ServiceCatalogue(catalogue, Symptoms, Categories, [], []),
            Services = [.. summaries.OrderBy(s => s.Name, StringComparer.Ordinal)],
            Open = [.. open.OrderByDescending(i => i.Severity)],
            RecentlyResolved = services == 0 ? [] : [.. Enumerable.Range(0, Math.Min(6, services)).Select(i => Resolved(500 + i, catalogue[^(i + 1)].Id, i, random))],
        };
    }

    public static ServiceDetail Detail(PublicSnapshot snapshot, ServiceSummary summary)
    {
        var service = snapshot.Catalogue.Services[summary.Id];
        var excess = summary.Verdict is Verdict.Down ? 12.0 : 1.0;
        var rate = Math.Max(0.2, summary.RecentExpected / 3);
        return new ServiceDetail
        {
            Service = service,
            Summary = summary,
            Day = Series(snapshot.At.AddHours(-24), TimeSpan.FromMinutes(5), 288, rate, excess, 18, 11),
            Week = Series(snapshot.At.AddDays(-7), TimeSpan.FromMinutes(30), 336, rate * 6, excess, 3, 12),
            Symptoms = [.. service.Symptoms.Take(4).Select((s, i) => new SymptomTally(s, snapshot.Catalogue.Symptoms[s].Label, 420 / ((i * i) + 1)))],
            Regions = [new(RegionId.Parse("GB"), 512), new(RegionId.Parse("US"), 140), new(RegionId.Parse("DE"), 41), new(RegionId.Unknown, 12)],
            Incidents = [.. snapshot.Open.Concat(snapshot.RecentlyResolved).Where(i => i.Service == summary.Id)],
        };
    }

    public static IncidentDetail Detail(PublicSnapshot snapshot, Incident incident)
    {
        var from = incident.Onset.AddHours(-2);
        var steps = (int)Math.Clamp(((incident.ResolvedAt?.AddHours(1) ?? snapshot.At) - from) / TimeSpan.FromMinutes(5), 1, 300);
        return new IncidentDetail(
            incident, snapshot.Catalogue.Services.GetValueOrDefault(incident.Service), Series(from, TimeSpan.FromMinutes(5), steps, 4, 14, Math.Max(4, steps - 26), 13));
    }

    private static Symptom Symptom(string id, string label) => new(SymptomId.Parse(id), label);

    private static ServiceSummary Summary(ServiceId id, string name, string category, Verdict verdict, Incident? incident, Random random)
    {
        var rate = Math.Exp((random.NextDouble() * 7) - 1.5);
        var expected = new float[48];
        var reports = new int[48];
        for (var i = 0; i < 48; i++)
        {
            expected[i] = verdict == Verdict.Unknown ? float.NaN : (float)(rate * (1 + (0.7 * Math.Sin((i - 12) / 48.0 * Math.Tau))));
            var mean = verdict == Verdict.Unknown ? 0.05 : expected[i] * (verdict is Verdict.Down or Verdict.Recovering && i > 43 ? 9 : verdict == Verdict.Suspect && i > 45 ? 2.4 : 1);
            reports[i] = Poisson(mean, random);
        }

        var recent = verdict is Verdict.Up or Verdict.Unknown ? reports[47] / 2 : Math.Max(9, reports[47] / 2);
        var usual = verdict == Verdict.Unknown ? double.NaN : expected[47] / 2;
        var sentence = verdict switch
        {
            Verdict.Down => $"Users of {name} have trouble: {recent} reports in 15 minutes where {usual:0} are usual, since 11:12 UTC.",
            Verdict.Recovering => $"{name} is recovering: {recent} reports in 15 minutes where {usual:0} are usual.",
            Verdict.Suspect => $"{name} gets more reports than usual: {recent} in 15 minutes where {usual:0} are usual.",
            Verdict.Unknown => $"Too little is known of {name} to say.",
            _ => $"{name} gets no more reports than usual: {recent} in 15 minutes.",
        };
        return new ServiceSummary
        {
            Id = id,
            Name = name,
            Category = category,
            Verdict = verdict,
            Sentence = sentence,
            AsOf = Noon.AddMinutes(-1),
            RecentReports = recent,
            RecentExpected = usual,
            Sparkline = reports,
            SparklineExpected = expected,
            Incident = incident?.Id,
        };
    }

    private static Incident Incident(int number, ServiceId service, Verdict verdict, int rank, Random random)
    {
        var onset = Noon.AddMinutes(-48 - (rank * 7));
        var severity = (Severity)(2 - Math.Min(2, rank % 4));
        var peak = new IncidentPeak(onset.AddMinutes(25), 412 + random.Next(900), 12 + rank);
        IReadOnlyList<RegionId> regions = rank % 2 == 0 ? [RegionId.Parse("GB"), RegionId.Parse("IE"), RegionId.Parse("FR")] : [];
        SymptomId[] symptoms = [Symptoms[0].Id, Symptoms[1].Id];
        var id = new IncidentId(number);
        var history = new List<IncidentEvent>
        {
            new IncidentEvent.Detected(id, service, onset, Severity.Minor, 64, 11.4, regions, symptoms) { At = onset.AddMinutes(4) },
            new IncidentEvent.Confirmed(130, 11.8) { At = onset.AddMinutes(7) },
            new IncidentEvent.SeverityChanged(Severity.Minor, severity, 260, 12) { At = onset.AddMinutes(11) },
            new IncidentEvent.PeakPassed(peak) { At = onset.AddMinutes(26) },
        };
        if (verdict == Verdict.Recovering)
        {
            history.Add(new IncidentEvent.RecoveryBegan(14, 12.2) { At = onset.AddMinutes(40) });
        }

        return new Incident
        {
            Id = id,
            Service = service,
            State = verdict == Verdict.Recovering ? IncidentState.Recovering : IncidentState.Confirmed,
            Severity = severity,
            Onset = onset,
            DetectedAt = onset.AddMinutes(4),
            Since = history[^1].At,
            Peak = peak,
            Regions = regions,
            Symptoms = symptoms,
            History = history,
        };
    }

    private static Incident Resolved(int number, ServiceId service, int age, Random random)
    {
        var open = Incident(number, service, Verdict.Recovering, age, random);
        var shift = TimeSpan.FromHours(9 + (age * 17));
        var end = open.Onset.AddHours(2) - shift;
        return open with
        {
            State = IncidentState.Resolved,
            Onset = open.Onset - shift,
            DetectedAt = open.DetectedAt - shift,
            Since = end,
            ResolvedAt = end,
            Waves = age == 1 ? 2 : 1,
            History = [.. open.History.Select(e => e with { At = e.At - shift }), new IncidentEvent.Resolved { At = end }],
        };
    }

    private static ChartSeries Series(DateTimeOffset from, TimeSpan step, int count, double rate, double excess, int tail, int seed)
    {
        var random = new Random(seed);
        var reports = new int[count];
        var expected = new float[count];
        var lower = new float[count];
        var upper = new float[count];
        for (var i = 0; i < count; i++)
        {
            var hour = (from + (step * i)).TimeOfDay.TotalHours;
            var mean = rate * (1 + (0.6 * Math.Sin((hour - 9) / 24 * Math.Tau)));
            expected[i] = (float)mean;
            lower[i] = (float)Math.Max(0, mean - (1.96 * Math.Sqrt(mean * 1.4)));
            upper[i] = (float)(mean + (1.96 * Math.Sqrt(mean * 1.4)) + 1);
            var since = i - (count - tail);
            var raised = since >= 0 ? 1 + ((excess - 1) * Math.Min(1, (since + 1) / 5.0)) : 1;
            reports[i] = Poisson(mean * raised, random);
        }

        return new ChartSeries(from, step, reports, expected, lower, upper);
    }

    private static int Poisson(double mean, Random random)
    {
        if (mean > 40)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(Math.Tau * random.NextDouble());
            return (int)Math.Max(0, Math.Round(mean + (normal * Math.Sqrt(mean))));
        }

        var limit = Math.Exp(-mean);
        var count = -1;
        for (var product = 1.0; product > limit; count++)
        {
            product *= random.NextDouble();
        }

        return count;
    }
}
