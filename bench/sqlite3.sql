-- The plain pipeline in the sqlite3 shell: checks, then ocr, sab and sad of 2026, then one payment file.
-- sqlite3.sh has imported every roster of the year into the table roster, all columns as text.
-- The rates and limits of the shipped pack are constants here.

CREATE TEMP TABLE month AS
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12) SELECT i AS number, printf('2026-%02d', i) AS m FROM n;

-- One form of every value, and a household key.
CREATE TEMP TABLE member AS
  SELECT rowid AS line, substr(region_code, 1, 6) || '/' || household_no AS hh, region_code, household_no,
    CASE role WHEN '父' THEN 'father' WHEN '母' THEN 'mother' WHEN '子女' THEN 'child' ELSE role END AS role,
    name, upper(id_number) AS id, birth_date AS written_birth,
    coalesce(nullif(birth_date, ''), nullif(substr(id_number, 7, 4) || '-' || substr(id_number, 11, 2) || '-' || substr(id_number, 13, 2), '--')) AS birth,
    CASE sex WHEN '男' THEN 'M' WHEN '女' THEN 'F' ELSE sex END AS sex, hukou,
    CASE marital_status WHEN '离婚' THEN 'divorced' WHEN '丧偶' THEN 'widowed' WHEN '未婚' THEN 'unmarried' ELSE marital_status END AS marital,
    certificate_no, nullif(certificate_date, '') AS certified, nullif(certificate_revoked_on, '') AS revoked,
    CASE reward_payer WHEN '单位' THEN 'employer' WHEN 'employer' THEN 'employer' ELSE 'finance' END AS payer,
    nullif(retired_on, '') AS retired, nullif(death_date, '') AS death, nullif(adopted_on, '') AS adopted,
    disability_grade AS grade, nullif(disability_date, '') AS disabled, nullif(disability_ended_on, '') AS recovered,
    nullif(complication_date, '') AS complicated, nullif(complication_ended_on, '') AS cured, nullif(applied_on, '') AS applied,
    bank_name, bank_code, bank_account AS account, coalesce(nullif(account_name, ''), name) AS account_name
  FROM roster;

-- Checks. A household with a problem in any row is left out.
CREATE TEMP TABLE problem AS
  SELECT hh, line, 'R-REQUIRED' AS code FROM member
    WHERE name = '' OR household_no = '' OR role = '' OR birth IS NULL OR role <> 'child' AND (id = '' OR hukou = '' OR marital = '' OR bank_name = '' OR account = '')
  UNION ALL
  SELECT hh, line, 'R-REGION' FROM member WHERE length(region_code) <> 12 OR region_code GLOB '*[^0-9]*'
  UNION ALL
  SELECT hh, line, 'R-FORMAT' FROM member
    WHERE date(birth) IS NOT birth OR date(certified) IS NOT certified OR date(revoked) IS NOT revoked OR date(retired) IS NOT retired OR date(death) IS NOT death
      OR date(adopted) IS NOT adopted OR date(disabled) IS NOT disabled OR date(recovered) IS NOT recovered OR date(complicated) IS NOT complicated
      OR date(cured) IS NOT cured OR date(applied) IS NOT applied
  UNION ALL
  SELECT hh, line, 'R-ID' FROM member
    WHERE id <> '' AND (length(id) <> 18 OR substr(id, 1, 17) GLOB '*[^0-9]*' OR substr('10X98765432', 1 + (
        7 * substr(id, 1, 1) + 9 * substr(id, 2, 1) + 10 * substr(id, 3, 1) + 5 * substr(id, 4, 1) + 8 * substr(id, 5, 1) + 4 * substr(id, 6, 1)
      + 2 * substr(id, 7, 1) + 1 * substr(id, 8, 1) + 6 * substr(id, 9, 1) + 3 * substr(id, 10, 1) + 7 * substr(id, 11, 1) + 9 * substr(id, 12, 1)
      + 10 * substr(id, 13, 1) + 5 * substr(id, 14, 1) + 8 * substr(id, 15, 1) + 4 * substr(id, 16, 1) + 2 * substr(id, 17, 1)) % 11, 1) <> substr(id, 18, 1))
  UNION ALL
  SELECT hh, line, 'R-ID-MISMATCH' FROM member
    WHERE id <> '' AND (written_birth <> '' AND replace(written_birth, '-', '') <> substr(id, 7, 8) OR sex <> '' AND (sex = 'F') <> (substr(id, 17, 1) % 2 = 0))
  UNION ALL
  SELECT hh, line, 'R-DATE-ORDER' FROM member WHERE death < birth OR adopted < birth OR adopted > death OR certified < birth OR disabled < birth OR recovered < disabled
  UNION ALL
  SELECT hh, line, 'R-ACCOUNT' FROM (SELECT hh, line, account, substr('0000' || account, -20) AS p FROM member WHERE role <> 'child')
    WHERE account GLOB '*[^0-9]*' OR length(account) NOT BETWEEN 8 AND 32 OR account LIKE '62%' AND length(account) IN (16, 19) AND (
        substr(p, 2, 1) + substr(p, 4, 1) + substr(p, 6, 1) + substr(p, 8, 1) + substr(p, 10, 1) + substr(p, 12, 1) + substr(p, 14, 1) + substr(p, 16, 1) + substr(p, 18, 1) + substr(p, 20, 1)
      + substr('0246813579', 1 + substr(p, 1, 1), 1) + substr('0246813579', 1 + substr(p, 3, 1), 1) + substr('0246813579', 1 + substr(p, 5, 1), 1)
      + substr('0246813579', 1 + substr(p, 7, 1), 1) + substr('0246813579', 1 + substr(p, 9, 1), 1) + substr('0246813579', 1 + substr(p, 11, 1), 1)
      + substr('0246813579', 1 + substr(p, 13, 1), 1) + substr('0246813579', 1 + substr(p, 15, 1), 1) + substr('0246813579', 1 + substr(p, 17, 1), 1)
      + substr('0246813579', 1 + substr(p, 19, 1), 1)) % 10 <> 0
  UNION ALL
  SELECT hh, min(line), 'R-ROLE' FROM member GROUP BY hh
    HAVING sum(role = 'father') > 1 OR sum(role = 'mother') > 1 OR sum(role IN ('father', 'mother')) = 0 OR sum(role NOT IN ('father', 'mother', 'child')) > 0;

CREATE TEMP TABLE rejected AS SELECT DISTINCT hh FROM problem;
CREATE UNIQUE INDEX temp.rejected_hh ON rejected (hh);

CREATE TEMP TABLE claimant AS SELECT * FROM member WHERE role <> 'child' AND hh NOT IN (SELECT hh FROM rejected);
DELETE FROM claimant WHERE id IN (SELECT id FROM claimant GROUP BY id HAVING count(*) > 1);
CREATE INDEX temp.claimant_hh ON claimant (hh, role);

CREATE TEMP TABLE child AS
  SELECT hh, max(birth, coalesce(adopted, birth)) AS arrival, birth, death, grade, disabled, recovered,
    row_number() OVER (PARTITION BY hh ORDER BY max(birth, coalesce(adopted, birth)), birth, id, name) AS n
  FROM member WHERE role = 'child' AND hh NOT IN (SELECT hh FROM rejected);
CREATE UNIQUE INDEX temp.child_hh ON child (hh, n);

CREATE TEMP TABLE entitled (line INTEGER, scheme TEXT, first INTEGER, last INTEGER, fen INTEGER);

-- ocr: from January of the certificate's year to the first of all the ends; a whole year is owed.
INSERT INTO entitled
  SELECT line, 'ocr', first, last, 2000 + 4000 FROM (
    SELECT c.line,
      CASE WHEN c.certified < '2026-01-01' THEN 1 ELSE 1 + 12 * (c.certified >= '2027-01-01') END AS first,
      CAST(substr(min('2026-12', substr(date(f.birth, '+14 years'), 1, 7), coalesce(substr(s.arrival, 1, 7), '9999-99'), coalesce(substr(f.death, 1, 7), '9999-99'),
        coalesce(substr(c.revoked, 1, 7), '9999-99'), coalesce(substr(c.death, 1, 7), '9999-99')), 6, 2) AS INTEGER) AS last,
      min(date(f.birth, '+14 years'), coalesce(s.arrival, '9999-99'), coalesce(f.death, '9999-99'), coalesce(c.revoked, '9999-99'), coalesce(c.death, '9999-99')) AS ends
    FROM claimant c JOIN child f ON f.hh = c.hh AND f.n = 1 LEFT JOIN child s ON s.hh = c.hh AND s.n = 2
    WHERE c.certificate_no <> '' AND c.certified <= date(f.birth, '+14 years') AND f.birth < '2016-01-01' AND c.payer = 'finance')
  WHERE ends >= '2026-01-01' AND first <= last;

-- sab and sad, month by month, for the households that have a death or a disability.
CREATE TEMP TABLE special AS
  SELECT k.hh, m.number, m.m, sum(k.death IS NULL OR substr(k.death, 1, 7) >= m.m) AS living,
    sum((k.death IS NULL OR substr(k.death, 1, 7) >= m.m) AND k.grade IN ('1', '2', '3') AND substr(k.disabled, 1, 7) <= m.m
      AND (k.recovered IS NULL OR m.m <= substr(k.recovered, 1, 7))) AS counts
  FROM child k JOIN month m ON substr(k.arrival, 1, 7) < m.m
  WHERE k.hh IN (SELECT hh FROM child WHERE death < '2027-01-01' OR grade <> '')
  GROUP BY k.hh, m.number
  HAVING living = 0 OR living = 1 AND counts = 1;
CREATE INDEX temp.special_hh ON special (hh);

-- The month from which two children lived side by side.
CREATE TEMP TABLE side_by_side AS
  SELECT a.hh, substr(min(b.arrival), 1, 7) AS m FROM child a JOIN child b ON b.hh = a.hh AND b.n > a.n
  WHERE (a.death IS NULL OR b.arrival < a.death) AND (b.death IS NULL OR a.arrival < b.death) GROUP BY a.hh;
CREATE UNIQUE INDEX temp.side_by_side_hh ON side_by_side (hh);

CREATE TEMP TABLE aged AS
  SELECT c.hh, c.line, c.applied, c.death,
    CASE
      WHEN c.role = 'mother' OR m.hh IS NULL OR c.marital IN ('divorced', 'widowed', 'unmarried')
        THEN CASE WHEN c.death < date(c.birth, '+49 years') THEN NULL ELSE date(c.birth, '+49 years') END
      WHEN m.death IS NULL OR m.death >= date(m.birth, '+49 years') THEN date(m.birth, '+49 years')
      ELSE max(CASE WHEN c.death < date(c.birth, '+49 years') THEN NULL ELSE date(c.birth, '+49 years') END, m.death)
    END AS since
  FROM claimant c LEFT JOIN (SELECT hh, birth, death FROM member WHERE role = 'mother') m ON m.hh = c.hh
  WHERE c.hh IN (SELECT hh FROM special) AND c.applied IS NOT NULL AND c.birth >= '1933-01-01';

INSERT INTO entitled
  SELECT a.line, CASE s.living WHEN 0 THEN 'sab' ELSE 'sad' END AS scheme, min(s.number), max(s.number), count(*) * CASE s.living WHEN 0 THEN 59000 ELSE 46000 END
  FROM aged a JOIN special s ON s.hh = a.hh LEFT JOIN side_by_side b ON b.hh = a.hh
  WHERE s.m >= substr(a.since, 1, 7) AND s.m >= substr(a.applied, 1, 7) AND (a.death IS NULL OR s.m <= substr(a.death, 1, 7)) AND (b.m IS NULL OR s.m <= b.m)
  GROUP BY a.line, s.living;

.mode csv
.headers on
.once payments.csv
SELECT printf('2026-1-%s-%s-%06d', substr(c.region_code, 1, 6), e.scheme,
    row_number() OVER (PARTITION BY substr(c.region_code, 1, 6), e.scheme ORDER BY c.region_code, c.household_no, c.role = 'father')) AS payment_no,
  c.region_code, c.household_no, c.name, c.id AS id_number, e.scheme,
  CASE WHEN e.first = e.last THEN e.first ELSE e.first || '-' || e.last END AS months,
  printf('%.2f', e.fen / 100.0) AS current, '0.00' AS arrears, '0.00' AS recovery, printf('%.2f', e.fen / 100.0) AS amount,
  c.bank_name, c.bank_code, c.account AS bank_account, c.account_name, '' AS flags
FROM entitled e JOIN claimant c ON c.line = e.line
ORDER BY substr(c.region_code, 1, 6), e.scheme, 1;

.mode list
.headers off
SELECT 'rejected=' || (SELECT count(*) FROM rejected);
SELECT 'scheme=' || scheme || ' payments=' || count(*) || ' fen=' || sum(fen) FROM entitled GROUP BY scheme ORDER BY scheme;
