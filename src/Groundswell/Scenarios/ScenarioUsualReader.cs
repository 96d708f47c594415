using System.Globalization;

namespace Groundswell.Scenarios;

/// <summary>Reads what is usual though it is not every day so: days of the calendar, bursts. Both are in the history too.</summary>
internal sealed class ScenarioUsualReader(ScenarioNames names, Scenario scenario)
{
    private const double MostTimes = 1000;
    private const int MostBeforeLast = 27;
    private static readonly TimeSpan LeastStretch = TimeSpan.FromMinutes(10);

    public List<ScenarioBurst> Bursts { get; } = [];

    /// <summary><c>days SERVICES on last,1,25 by Nx</c></summary>
    public void ReadDays(ScenarioLine line)
    {
        var services = names.FindServices(line, line.Take("days"));
        var pairs = line.TakePairs("on", "by");
        var days = new ScenarioDays { Factor = ScenarioPairs.ReadTimes(line, pairs, 0, MostTimes) ?? 1 };
        if (ScenarioPairs.Need(line, pairs, "on") is { } on)
        {
            foreach (var text in on.Text.Split(','))
            {
                if (With(days, text) is { } more)
                {
                    days = more;
                }
                else
                {
                    line.Complain(on, "on", $"'{Catalogue.Slug.Excerpt(text)}' is no day; it must look like 25, last, last-1, last-workday or 2025-12-24.");
                }
            }
        }

        foreach (var service in services)
        {
            names.Services[service] = names.Services[service] with { Days = [.. names.Services[service].Days, days] };
        }
    }

    /// <summary><c>burst SERVICES every D peak RATE|Nx for D [at HH:MM] [tail N] [in MIX] [with MIX]</c></summary>
    public void ReadBurst(ScenarioLine line)
    {
        var services = names.FindServices(line, line.Take("burst"));
        var pairs = line.TakePairs("every", "peak", "for", "at", "tail", "in", "with");
        var peak = ScenarioPairs.ReadPeak(line, pairs);
        var (every, length) = (ReadLength(line, pairs, "every"), ReadLength(line, pairs, "for"));
        if (every < LeastStretch && pairs.TryGetValue("every", out var short_))
        {
            line.Complain(short_, "every", $"is less than {LeastStretch.TotalMinutes:0} minutes.");
        }

        if (length > every && every > TimeSpan.Zero && pairs.TryGetValue("for", out var long_))
        {
            line.Complain(long_, "for", "is longer than the time from one to the next.");
        }

        TimeSpan? at = ScenarioPairs.Find(pairs, "at") is { } clock ? line.Read(clock, "at", TimeOfDay, "is no time of day; it must look like 09:30.") : null;
        if (at is not null && every.Ticks % TimeSpan.TicksPerDay != 0)
        {
            line.Complain(pairs["at"], "at", "needs whole days from one to the next, such as every 1d.");
        }

        var tail = line.Read(
            ScenarioPairs.Find(pairs, "tail"), "tail", text => ScenarioValues.Number(text) is { } index and >= 0.5 and <= 100 ? index : null as double?, "is no number from 0.5 to 100.");
        foreach (var service in services.Select(s => names.Services[s]))
        {
            Bursts.Add(new ScenarioBurst
            {
                Service = service.Id,
                Origin = new DateTimeOffset(scenario.Start.UtcDateTime.Date, TimeSpan.Zero),
                Every = every < LeastStretch ? TimeSpan.FromDays(1) : every,
                At = at,
                Length = length,
                PeakPerMinute = peak(service),
                Tail = tail,
                Regions = names.FindRegions(line, ScenarioPairs.Find(pairs, "in"), service.Regions) ?? service.Regions,
                Symptoms = names.FindSymptoms(line, ScenarioPairs.Find(pairs, "with"), service.Symptoms) ?? service.Symptoms,
            });
        }
    }

    private static TimeSpan ReadLength(ScenarioLine line, Dictionary<string, ScenarioWord> pairs, string field)
    {
        if (ScenarioPairs.Need(line, pairs, field) is not { } word)
        {
            return TimeSpan.Zero;
        }

        var length = ScenarioPairs.ReadDuration(line, pairs, field);
        if (length == TimeSpan.Zero && ScenarioValues.Duration(word.Text) == TimeSpan.Zero)
        {
            line.Complain(word, field, "must be more than 0.");
        }

        return length;
    }

    private static TimeSpan? TimeOfDay(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.ToTimeSpan() : null;

    private static ScenarioDays? With(ScenarioDays days, string text) => text switch
    {
        "last" => days with { BeforeLast = [.. days.BeforeLast, 0] },
        "last-workday" => days with { LastWorkday = true },
        _ when text.StartsWith("last-", StringComparison.Ordinal) =>
            ScenarioValues.Count(text[5..]) is { } before and <= MostBeforeLast ? days with { BeforeLast = [.. days.BeforeLast, before] } : null,
        _ when ScenarioValues.Count(text) is { } day => day is >= 1 and <= 31 ? days with { OfMonth = [.. days.OfMonth, day] } : null,
        _ => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? days with { Dates = [.. days.Dates, date] } : null,
    };
}
