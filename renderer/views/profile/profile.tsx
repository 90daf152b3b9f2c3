// The mechanism: which one this notebook belongs to (or none, which is allowed), who this device is in it, whose
// signatures it knows, and, for a secretariat, enrolling others. Joining drops nothing recorded before.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearch } from 'wouter';
import type { TrustView } from '#renderer/engine/trust-views.ts';
import { useLanguage } from '#renderer/i18n/language.ts';
import { useRead } from '#renderer/state/engine-context.tsx';
import { go, searchWith } from '#renderer/state/route.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Place } from '#renderer/ui/place.tsx';
import { Tabs, type TabPart } from '#renderer/ui/tabs.tsx';
import { ReadingPart } from '../reading-key/reading-part.tsx';
import { RecoveryPart } from '../recovery/recovery-part.tsx';
import { AuthorsPart } from './authors-part.tsx';
import { DevicePart } from './device-part.tsx';
import { INVITE_FORM, InvitePart } from './invite-part.tsx';
import { JoinPart } from './join-part.tsx';
import { JOIN_FORM, MechanismPart } from './mechanism-part.tsx';
import { isRootElsewhere } from './root-elsewhere.tsx';
import { RootsPart, SIGN_FORM } from './roots-part.tsx';
import { ENROL_FORM, SecretariatPart } from './secretariat-part.tsx';

export function Profile(): ReactNode {
  const { t } = useTranslation(['profile', 'roots', 'reading']);
  const language = useLanguage();
  const search = useSearch();
  const trust = useRead((engine) => engine.trust(), ['trust']);
  if (trust === undefined) return <Place title={t('title')}>{null}</Place>;
  const name =
    trust.profile === null ? undefined : (trust.profile.names[language] ?? Object.values(trust.profile.names)[0]);
  const parts: readonly TabPart[] = [
    { key: 'mechanism', label: t('parts.mechanism'), content: <MechanismPart trust={trust} /> },
    { key: 'device', label: t('parts.device'), content: <DevicePart trust={trust} /> },
    { key: 'recovery', label: t('parts.recovery'), content: <RecoveryPart mechanism={trust.profile?.id ?? null} /> },
    { key: 'authors', label: t('parts.authors'), content: <AuthorsPart trust={trust} /> },
    ...(trust.hasKeys || trust.isSecretariat
      ? [{ key: 'roots', label: t('roots:part'), content: <RootsPart trust={trust} /> }]
      : []),
    ...(trust.isSecretariat && trust.profile !== null
      ? [{ key: 'reading', label: t('reading:part'), content: <ReadingPart trust={trust} profile={trust.profile} /> }]
      : []),
    ...(trust.self === null
      ? [{ key: 'join', label: t('parts.join'), content: <JoinPart name={trust.device.name ?? ''} /> }]
      : []),
    ...(trust.mayInvite === null
      ? []
      : [{ key: 'invite', label: t('parts.invite'), content: <InvitePart trust={trust} /> }]),
    ...(trust.isSecretariat
      ? [{ key: 'secretariat', label: t('parts.secretariat'), content: <SecretariatPart trust={trust} /> }]
      : []),
  ];
  const asked = new URLSearchParams(search).get('part');
  const part = parts.find(({ key }) => key === asked)?.key ?? 'mechanism';
  return (
    <Place
      title={name ?? t('alone.title')}
      lede={name === undefined ? t('alone.lede') : t(trust.self === null ? 'lede.notEnrolled' : 'lede.enrolled')}
      actions={mainAction(part, trust, t)}
    >
      <Tabs
        label={t('title')}
        parts={parts}
        value={part}
        onChange={(next) => go(`/profile${searchWith(search, { part: next })}`, { replace: true })}
      />
    </Place>
  );
}

type Translate = ReturnType<typeof useTranslation<['profile', 'roots', 'reading']>>['t'];

function mainAction(part: string, trust: TrustView, t: Translate): ReactNode {
  if (part === 'mechanism' && trust.profile === null) {
    return (
      <Button tone="main" type="submit" form={JOIN_FORM}>
        {t('join.button')}
      </Button>
    );
  }
  if (part === 'roots' && !isRootElsewhere(trust)) {
    return (
      <Button tone="main" type="submit" form={SIGN_FORM}>
        {t('roots:sign.button')}
      </Button>
    );
  }
  if (part === 'invite') {
    return (
      <Button tone="main" type="submit" form={INVITE_FORM}>
        {t('invite.button')}
      </Button>
    );
  }
  if (part === 'secretariat' && !isRootElsewhere(trust)) {
    return (
      <Button tone="main" type="submit" form={ENROL_FORM}>
        {t('enrolOther.button')}
      </Button>
    );
  }
  return undefined;
}
