// What a device is enrolled for. To be one of the secretariat's is said what it means before anybody presses.

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EnrolmentView } from '#renderer/engine/enrolment-views.ts';
import { Notice } from '#renderer/ui/notice.tsx';
import { Select } from '#renderer/ui/select.tsx';
import type { Role } from '#shared/log/roster.ts';

const ROLES: readonly Role[] = ['recorder', 'coordinator', 'steward', 'trainer'];

export interface RoleSelectProps {
  readonly value: Role;
  readonly onChange: (role: Role) => void;
  /** whoever enrols: the secretariat alone makes others of its own kind */
  readonly by: EnrolmentView['mayInvite'];
}

export function RoleSelect({ value, onChange, by }: RoleSelectProps): ReactNode {
  const { t } = useTranslation('profile');
  const roles = by === 'secretariat' ? [...ROLES, 'secretariat' as const] : ROLES;
  return (
    <>
      <Select
        label={t('enrolOther.role')}
        value={value}
        onChange={(key) => onChange(roles.find((one) => one === key) ?? 'recorder')}
        options={roles.map((key) => ({ key, label: t(`role.${key}`) }))}
      />
      {value === 'secretariat' && <Notice tone="wait" title={t('enrolOther.office')} />}
    </>
  );
}
