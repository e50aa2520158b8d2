-- The plain pipeline in DuckDB: checks, then ocr, sab and sad of 2026, then one payment file.
-- {rosters} and {out} are folders that the program puts in. The rates and limits of the shipped pack are constants here.

CREATE MACRO anniversary(born, age) AS
  CAST(born + to_years(CAST(age AS INTEGER)) AS DATE) + CASE WHEN day(born) = 29 AND month(born) = 2 AND day(CAST(born + to_years(CAST(age AS INTEGER)) AS DATE)) = 28 THEN 1 ELSE 0 END;
CREATE MACRO month_of(d) AS CAST(year(d) * 12 + month(d) AS INTEGER);
CREATE MACRO digit(s, i) AS ascii(s[i]) - 48;
CREATE MACRO doubled(d) AS CASE WHEN d > 4 THEN 2 * d - 9 ELSE 2 * d END;

CREATE TABLE roster AS
  SELECT row_number() OVER () AS line, * FROM read_csv('{rosters}/*.csv', header = true, all_varchar = true, union_by_name = true, delim = ',', quote = '"', escape = '"');

-- One form of every value, and a household key. A date that is none stays in the text and is missing here.
CREATE TABLE member AS
  SELECT line, substr(region_code, 1, 6) || '/' || household_no AS hh, region_code, household_no,
    CASE role WHEN '父' THEN 'father' WHEN '母' THEN 'mother' WHEN '子女' THEN 'child' ELSE role END AS role,
    name, upper(id_number) AS id, birth_date AS written_birth,
    coalesce(TRY_CAST(birth_date AS DATE), TRY_CAST(substr(id_number, 7, 4) || '-' || substr(id_number, 11, 2) || '-' || substr(id_number, 13, 2) AS DATE)) AS birth,
    CASE sex WHEN '男' THEN 'M' WHEN '女' THEN 'F' ELSE sex END AS sex, hukou,
    CASE marital_status WHEN '离婚' THEN 'divorced' WHEN '丧偶' THEN 'widowed' WHEN '未婚' THEN 'unmarried' ELSE marital_status END AS marital,
    certificate_no, TRY_CAST(certificate_date AS DATE) AS certified, TRY_CAST(certificate_revoked_on AS DATE) AS revoked,
    coalesce(reward_payer, '') IN ('employer', '单位') AS employer_pays,
    TRY_CAST(death_date AS DATE) AS death, TRY_CAST(adopted_on AS DATE) AS adopted,
    disability_grade AS grade, TRY_CAST(disability_date AS DATE) AS disabled, TRY_CAST(disability_ended_on AS DATE) AS recovered, TRY_CAST(applied_on AS DATE) AS applied,
    bank_name, bank_code, bank_account AS account, coalesce(account_name, name) AS account_name,
    (certificate_date IS NOT NULL AND TRY_CAST(certificate_date AS DATE) IS NULL) OR (certificate_revoked_on IS NOT NULL AND TRY_CAST(certificate_revoked_on AS DATE) IS NULL)
      OR (birth_date IS NOT NULL AND TRY_CAST(birth_date AS DATE) IS NULL) OR (retired_on IS NOT NULL AND TRY_CAST(retired_on AS DATE) IS NULL)
      OR (death_date IS NOT NULL AND TRY_CAST(death_date AS DATE) IS NULL) OR (adopted_on IS NOT NULL AND TRY_CAST(adopted_on AS DATE) IS NULL)
      OR (disability_date IS NOT NULL AND TRY_CAST(disability_date AS DATE) IS NULL) OR (disability_ended_on IS NOT NULL AND TRY_CAST(disability_ended_on AS DATE) IS NULL)
      OR (complication_date IS NOT NULL AND TRY_CAST(complication_date AS DATE) IS NULL) OR (complication_ended_on IS NOT NULL AND TRY_CAST(complication_ended_on AS DATE) IS NULL)
      OR (applied_on IS NOT NULL AND TRY_CAST(applied_on AS DATE) IS NULL) AS has_broken_date
  FROM roster;
DROP TABLE roster;

-- Checks. A household with a problem in any row is left out.
CREATE TABLE problem AS
  SELECT hh, line, 'R-REQUIRED' AS code FROM member
    WHERE name IS NULL OR household_no IS NULL OR role IS NULL OR birth IS NULL
      OR (role <> 'child' AND (id IS NULL OR hukou IS NULL OR marital IS NULL OR bank_name IS NULL OR account IS NULL))
  UNION ALL
  SELECT hh, line, 'R-REGION' FROM member WHERE NOT coalesce(regexp_full_match(region_code, '[0-9]{12}'), false)
  UNION ALL
  SELECT hh, line, 'R-FORMAT' FROM member WHERE has_broken_date
  UNION ALL
  SELECT hh, line, 'R-ID' FROM member
    WHERE id IS NOT NULL AND (NOT regexp_full_match(id, '[0-9]{17}[0-9X]') OR '10X98765432'[1 + (
        7 * digit(id, 1) + 9 * digit(id, 2) + 10 * digit(id, 3) + 5 * digit(id, 4) + 8 * digit(id, 5) + 4 * digit(id, 6) + 2 * digit(id, 7) + digit(id, 8) + 6 * digit(id, 9)
      + 3 * digit(id, 10) + 7 * digit(id, 11) + 9 * digit(id, 12) + 10 * digit(id, 13) + 5 * digit(id, 14) + 8 * digit(id, 15) + 4 * digit(id, 16) + 2 * digit(id, 17)) % 11] <> id[18])
  UNION ALL
  SELECT hh, line, 'R-ID-MISMATCH' FROM member
    WHERE id IS NOT NULL AND (replace(written_birth, '-', '') <> substr(id, 7, 8) OR (sex = 'F') <> (digit(id, 17) % 2 = 0))
  UNION ALL
  SELECT hh, line, 'R-DATE-ORDER' FROM member WHERE death < birth OR adopted < birth OR adopted > death OR certified < birth OR disabled < birth OR recovered < disabled
  UNION ALL
  SELECT hh, line, 'R-ACCOUNT' FROM (SELECT hh, line, account, lpad(account, 20, '0') AS p FROM member WHERE role <> 'child')
    WHERE NOT regexp_full_match(account, '[0-9]{8,32}') OR (account LIKE '62%' AND length(account) IN (16, 19) AND (
        digit(p, 2) + digit(p, 4) + digit(p, 6) + digit(p, 8) + digit(p, 10) + digit(p, 12) + digit(p, 14) + digit(p, 16) + digit(p, 18) + digit(p, 20)
      + doubled(digit(p, 1)) + doubled(digit(p, 3)) + doubled(digit(p, 5)) + doubled(digit(p, 7)) + doubled(digit(p, 9)) + doubled(digit(p, 11)) + doubled(digit(p, 13))
      + doubled(digit(p, 15)) + doubled(digit(p, 17)) + doubled(digit(p, 19))) % 10 <> 0)
  UNION ALL
  SELECT hh, min(line), 'R-ROLE' FROM member GROUP BY hh
    HAVING count(*) FILTER (role = 'father') > 1 OR count(*) FILTER (role = 'mother') > 1 OR count(*) FILTER (role IN ('father', 'mother')) = 0
      OR count(*) FILTER (role NOT IN ('father', 'mother', 'child')) > 0;

CREATE TABLE claimant AS
  SELECT * FROM member WHERE role <> 'child' AND hh NOT IN (SELECT hh FROM problem) QUALIFY count(*) OVER (PARTITION BY id) = 1;

CREATE TABLE child AS
  SELECT hh, greatest(birth, coalesce(adopted, birth)) AS arrival, birth, death, grade, disabled, recovered,
    row_number() OVER (PARTITION BY hh ORDER BY greatest(birth, coalesce(adopted, birth)), birth, id NULLS FIRST, name) AS n
  FROM member WHERE role = 'child' AND hh NOT IN (SELECT hh FROM problem);

CREATE TABLE entitled (line BIGINT, scheme VARCHAR, first INTEGER, last INTEGER, fen BIGINT);

-- ocr: from January of the certificate's year to the first of all the ends; a whole year is owed. Least passes over what is missing.
INSERT INTO entitled
  SELECT line, 'ocr', first - month_of(DATE '2026-01-01') + 1, last - month_of(DATE '2026-01-01') + 1, 2000 + 4000 FROM (
    SELECT c.line, greatest(month_of(DATE '2026-01-01'), year(c.certified) * 12 + 1) AS first,
      month_of(least(DATE '2026-12-31', anniversary(f.birth, 14), s.arrival, f.death, c.revoked, c.death)) AS last
    FROM claimant c JOIN child f ON f.hh = c.hh AND f.n = 1 LEFT JOIN child s ON s.hh = c.hh AND s.n = 2
    WHERE c.certificate_no IS NOT NULL AND c.certified <= anniversary(f.birth, 14) AND f.birth < DATE '2016-01-01' AND NOT c.employer_pays)
  WHERE first <= last;

-- sab and sad, month by month, for the households that have a death or a disability.
CREATE TABLE special AS
  SELECT k.hh, m.m, count(*) FILTER (k.death IS NULL OR month_of(k.death) >= m.m) AS living,
    count(*) FILTER ((k.death IS NULL OR month_of(k.death) >= m.m) AND k.grade IN ('1', '2', '3') AND month_of(k.disabled) <= m.m
      AND (k.recovered IS NULL OR m.m <= month_of(k.recovered))) AS counts
  FROM (SELECT * FROM child WHERE hh IN (SELECT hh FROM child WHERE death < DATE '2027-01-01' OR grade IS NOT NULL)) k
    JOIN (SELECT month_of(DATE '2026-01-01') + i AS m FROM range(12) r(i)) m ON month_of(k.arrival) < m.m
  GROUP BY k.hh, m.m
  HAVING living = 0 OR (living = 1 AND counts = 1);

-- The month from which two children lived side by side.
CREATE TABLE side_by_side AS
  SELECT a.hh, month_of(min(b.arrival)) AS m FROM child a JOIN child b ON b.hh = a.hh AND b.n > a.n
  WHERE (a.death IS NULL OR b.arrival < a.death) AND (b.death IS NULL OR a.arrival < b.death) GROUP BY a.hh;

CREATE TABLE aged AS
  SELECT c.hh, c.line, c.applied, c.death,
    CASE
      WHEN c.role = 'mother' OR m.hh IS NULL OR c.marital IN ('divorced', 'widowed', 'unmarried')
        THEN CASE WHEN c.death < anniversary(c.birth, 49) THEN NULL ELSE anniversary(c.birth, 49) END
      WHEN m.death IS NULL OR m.death >= anniversary(m.birth, 49) THEN anniversary(m.birth, 49)
      WHEN c.death < anniversary(c.birth, 49) THEN NULL
      ELSE greatest(anniversary(c.birth, 49), m.death)
    END AS since
  FROM claimant c LEFT JOIN (SELECT hh, birth, death FROM member WHERE role = 'mother') m ON m.hh = c.hh
  WHERE c.hh IN (SELECT hh FROM special) AND c.applied IS NOT NULL AND c.birth >= DATE '1933-01-01';

INSERT INTO entitled
  SELECT a.line, CASE s.living WHEN 0 THEN 'sab' ELSE 'sad' END AS scheme, min(s.m) - month_of(DATE '2026-01-01') + 1, max(s.m) - month_of(DATE '2026-01-01') + 1,
    count(*) * CASE s.living WHEN 0 THEN 59000 ELSE 46000 END
  FROM aged a JOIN special s ON s.hh = a.hh LEFT JOIN side_by_side b ON b.hh = a.hh
  WHERE s.m >= month_of(a.since) AND s.m >= month_of(a.applied) AND (a.death IS NULL OR s.m <= month_of(a.death)) AND (b.m IS NULL OR s.m <= b.m)
  GROUP BY a.line, s.living;

COPY (
  SELECT format('2026-1-{}-{}-{:06d}', substr(c.region_code, 1, 6), e.scheme,
      row_number() OVER (PARTITION BY substr(c.region_code, 1, 6), e.scheme ORDER BY c.region_code, c.household_no, c.role = 'father')) AS payment_no,
    c.region_code, c.household_no, c.name, c.id AS id_number, e.scheme,
    CASE WHEN e.first = e.last THEN e.first::VARCHAR ELSE e.first || '-' || e.last END AS months,
    format('{:.2f}', e.fen / 100) AS current, '0.00' AS arrears, '0.00' AS recovery, format('{:.2f}', e.fen / 100) AS amount,
    c.bank_name, c.bank_code, c.account AS bank_account, c.account_name, '' AS flags
  FROM entitled e JOIN claimant c ON c.line = e.line
  ORDER BY substr(c.region_code, 1, 6), e.scheme, payment_no
) TO '{out}/payments.csv' (HEADER);

SELECT 'rejected=' || count(DISTINCT hh) FROM problem;
SELECT 'scheme=' || scheme || ' payments=' || count(*) || ' fen=' || sum(fen) FROM entitled GROUP BY scheme ORDER BY scheme;
